/** The page of the benchmarks: a worker for each side, so that none shares memory, threads or a device with another. */
import { findAdapter } from '../../../src/tensor/gpu-adapter';
import { largestDifference } from '../largest-difference';
import type { Adapter, KernelTime, MessageFromSide, MessageToSide, Side } from './side';

/** What `npm run benchmarks` calls. */
export interface BenchmarkPage {
  adapter(): Promise<Adapter | null>;
  /** @returns what the side runs on, in words */
  open(name: string, side: Side): Promise<string>;
  /** @returns seconds of one run */
  run(name: string): Promise<number>;
  profile(name: string): Promise<readonly KernelTime[]>;
  /** Largest difference of the outputs, over the largest value. */
  difference(one: string, other: string): Promise<number>;
  close(name: string): void;
}

const workers = new Map<string, Worker>();

async function ask<Kind extends MessageFromSide['kind']>(
  name: string,
  message: MessageToSide,
  kind: Kind,
): Promise<Extract<MessageFromSide, { kind: Kind }>> {
  const worker = workers.get(name);
  if (!worker) throw new Error(`There is no side ${name}.`);
  const answer = await new Promise<MessageFromSide>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<MessageFromSide>) => resolve(data), { once: true });
    worker.addEventListener('error', ({ message: text }) => reject(new Error(`${name}: ${text}`)), { once: true });
    worker.postMessage(message);
  });
  if (answer.kind === 'failed') throw new Error(`${name}: ${answer.message}`);
  if (answer.kind !== kind) throw new Error(`${name} answered ${answer.kind}, not ${kind}.`);
  return answer as Extract<MessageFromSide, { kind: Kind }>;
}

const page: BenchmarkPage = {
  async adapter() {
    const { description, software } = await findAdapter(navigator.gpu);
    return description === null ? null : { description, software };
  },
  async open(name, side) {
    workers.set(name, new Worker(new URL('side.worker.ts', import.meta.url), { type: 'module' }));
    return (await ask(name, { kind: 'prepare', side }, 'prepared')).runsOn;
  },
  run: async (name) => (await ask(name, { kind: 'run' }, 'ran')).seconds,
  profile: async (name) => (await ask(name, { kind: 'profile' }, 'profiled')).times,
  async difference(one, other) {
    const [a, b] = await Promise.all([one, other].map((name) => ask(name, { kind: 'output' }, 'output')));
    return largestDifference(a!.values, b!.values);
  },
  close(name) {
    workers.get(name)?.terminate();
    workers.delete(name);
  },
};

Object.assign(globalThis, { benchmarkPage: page });
