import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import type { DeviceMemory } from '../../src/engine/inspection/inspection';
import { atMost, type Check, type Figure, holds, type Tell } from './group';
import type { Session } from './session';
import { optimisationOf, optimisedScenes, trainingOf } from './work';

/** Samples along a run; the first fifth may still fill caches. */
const samples = 10;
/** Buffers of new sizes may still come in the second half, where the number of regions differs from image to image. */
const poolTolerance = 1.02;

export interface MemorySample extends DeviceMemory {
  /** Steps done when it was asked for. */
  readonly step: number;
}

/** Long runs, with a look at the memory from time to time. */
export async function growth(session: Session, tell: Tell): Promise<void> {
  const { iterations, trainingSteps } = session.size.growth;
  const config = optimisationOf(session, iterations);
  const optimise: LongRun = { kind: 'optimise', config, scenes: optimisedScenes, steps: iterations };
  const train: LongRun = { kind: 'train', training: trainingOf(session, trainingSteps), steps: trainingSteps };
  const watch = async (name: string, run: LongRun) => {
    tell.begin(name);
    const seen = await watched(session, run);
    for (const check of growthChecks(name, seen)) tell.check(check);
    tell.figure(memoryFigure(name, seen));
  };
  await watch(`L_opt, ${iterations} iterations`, optimise);
  if (trainingSteps > 0) await watch(`training, ${trainingSteps} steps`, train);
}

/** From the first fifth on, no more tensors and bytes than there; in the second half, no more buffers on the device. */
export function growthChecks(name: string, seen: readonly MemorySample[]): readonly Check[] {
  const settled = seen.slice(Math.ceil(seen.length / 5));
  const [first] = settled;
  if (first === undefined || settled.length < 3)
    return [holds(`${name}: memory was looked at`, false, `${seen.length} times`, 'at least 4 times')];
  const most = (key: 'tensors' | 'bytes' | 'deviceBytes', of: readonly MemorySample[]) =>
    Math.max(...of.map((sample) => sample[key]));
  const half = Math.ceil(settled.length / 2);
  const [early, late] = [settled.slice(0, half), settled.slice(half)];
  return [
    atMost(`${name}: tensors`, most('tensors', settled), first.tensors),
    atMost(`${name}: bytes of live tensors`, most('bytes', settled), first.bytes),
    atMost(
      `${name}: bytes of buffers on the device, second half`,
      most('deviceBytes', late),
      Math.floor(most('deviceBytes', early) * poolTolerance),
    ),
  ];
}

function memoryFigure(name: string, seen: readonly MemorySample[]): Figure {
  const x = seen.map(({ step }) => step);
  const megabytes = (key: 'bytes' | 'deviceBytes') => seen.map((sample) => sample[key] / 2 ** 20);
  return {
    title: `Memory during ${name}`,
    xLabel: 'step',
    yLabel: 'MiB',
    lines: [
      { label: 'live tensors', x, y: megabytes('bytes') },
      { label: 'buffers on the device', x, y: megabytes('deviceBytes') },
    ],
  };
}

type LongRun =
  | { readonly kind: 'optimise'; readonly config: OptimisationConfig; readonly scenes: number; readonly steps: number }
  | { readonly kind: 'train'; readonly training: TrainingRequest; readonly steps: number };

function watched(session: Session, run: LongRun): Promise<MemorySample[]> {
  return session.run(
    async (request: { run: LongRun; every: number }) => {
      const seen: Promise<MemorySample>[] = [];
      const onSteps = (steps: readonly { readonly step: number }[]) => {
        const { step } = steps.at(-1)!;
        if (step < seen.length * request.every) return;
        const sample = playgroundInspect({ kind: 'memory' }).then((answer) => {
          if (answer.kind !== 'memory') throw new Error('The engine answered something else.');
          return { step, ...answer.memory };
        });
        seen.push(sample);
      };
      const asked = request.run;
      await (asked.kind === 'optimise'
        ? playgroundEngine.optimise(asked.config, playgroundScenes(asked.scenes), { onSteps }).result
        : playgroundEngine.train(asked.training, { onSteps }).result);
      return Promise.all(seen);
    },
    { run, every: run.steps / samples },
  );
}
