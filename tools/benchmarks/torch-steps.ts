import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RunTime } from './interleave';

/** PyTorch in a process of its own, which times one step at a time. */
export interface TorchSteps {
  /** Its version and threads, in words. */
  readonly runsOn: string;
  run(step: 'optimisation' | 'training'): Promise<RunTime>;
  close(): void;
}

/** @throws Error where `python3` has no torch, with what it says */
export async function startTorch(threads: number): Promise<TorchSteps> {
  const script = join(import.meta.dirname, 'torch/steps.py');
  const python = process.env.PYTHON ?? 'python3';
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(python, [script, String(threads)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (text) => (complaints += String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  // Without a reader of its own, a failure between two answers would end the process.
  failed.catch(() => {});
  const answer = async (): Promise<string> => {
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) throw new Error(`PyTorch stopped: ${complaints.trim().split('\n').at(-1) ?? 'without a word'}`);
    return value;
  };
  return {
    runsOn: await answer(),
    async run(step) {
      child.stdin.write(`${step}\n`);
      const [seconds = NaN, cpuSeconds = NaN] = (await answer()).split(' ').map(Number);
      return { seconds, cpuSeconds };
    },
    close: () => child.stdin.end(),
  };
}
