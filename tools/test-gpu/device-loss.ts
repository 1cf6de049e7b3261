import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import { alike } from './determinism';
import { type Check, holds, type Tell } from './group';
import { type Session, takeTroubles } from './session';
import { optimisationOf, optimisedScenes, trainingOf } from './work';

/**
 * Destroys the device while L_opt is optimised, a detector is trained, and images are looked at. The work under way ends with `device-lost`,
 * what it had delivered is right, the engine comes back on the same backend with model and detectors, and the work can go on or be done again.
 */
export async function deviceLoss(session: Session, tell: Tell): Promise<void> {
  // The engine gives its GPU up after the second loss, so each has an engine of its own.
  for (const scenario of [whileOptimising, whileTraining, whileDetecting]) {
    await session.renew();
    for (const check of await scenario(session)) tell.check(check);
    tell.check(await cameBack(session, scenarioNames.get(scenario)!));
  }
  await session.renew();
}

async function whileOptimising(session: Session): Promise<readonly Check[]> {
  const { iterations } = session.size.lost;
  const request = { config: optimisationOf(session, iterations), scenes: optimisedScenes };
  const result = await session.run(async ({ config, scenes }: { config: OptimisationConfig; scenes: number }) => {
    const images = playgroundScenes(scenes);
    const run = async (afterSteps: number) => {
      const losses: number[] = [];
      let lost = false;
      const job = playgroundEngine.optimise(config, images, {
        onSteps: (steps) => {
          losses.push(...steps.map((step) => step.lossTotal));
          if (lost || losses.length < afterSteps) return;
          lost = true;
          // The worker may be gone before it can answer.
          playgroundInspect({ kind: 'loseDevice' }).catch(() => undefined);
        },
      });
      const end = await job.result.then(
        () => 'finished',
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      );
      return { losses, end };
    };
    return { whole: await run(Infinity), cut: await run(1), again: await run(Infinity) };
  }, request);
  const { whole, cut, again } = result;
  return [
    ends('optimising', cut.end),
    alike('optimising: steps delivered before the loss', cut.losses, whole.losses.slice(0, cut.losses.length)),
    alike('optimising: the same run after the loss', again.losses, whole.losses),
  ];
}

async function whileTraining(session: Session): Promise<readonly Check[]> {
  const training = trainingOf(session, session.size.lost.trainingSteps);
  const { whole, cut, resumed, checkpointSteps, kept } = await session.run(async (request: TrainingRequest) => {
    let [checkpoint, steps]: [Uint8Array | null, number] = [null, 0];
    const run = async (asked: TrainingRequest, loseAfterCheckpoint: boolean) => {
      const losses: number[] = [];
      let lost = false;
      const job = playgroundEngine.train(asked, {
        onSteps: (batch) => losses.push(...batch.map((step) => step.lossTotal)),
        checkpointEvery: 1,
        onCheckpoint: (bytes, done) => {
          if (!loseAfterCheckpoint || lost) return;
          lost = true;
          [checkpoint, steps] = [bytes, done];
          // The worker may be gone before it can answer.
          playgroundInspect({ kind: 'loseDevice' }).catch(() => undefined);
        },
      });
      const end = await job.result.then(
        () => 'finished',
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      );
      return { losses, end };
    };
    const before = await playgroundEngine.exportDetector('baseline');
    await playgroundEngine.importDetector('kept', before);
    const uninterrupted = await run(request, false);
    const interrupted = await run(request, true);
    if (checkpoint === null) throw new Error('There was no checkpoint.');
    const { start } = request;
    if (start.kind === 'checkpoint') throw new Error('The training begins with a checkpoint.');
    const rest = await run({ ...request, start: { kind: 'checkpoint', checkpoint, from: start } }, false);
    const after = await playgroundEngine.exportDetector('kept');
    return {
      whole: uninterrupted,
      cut: interrupted,
      resumed: rest,
      checkpointSteps: steps,
      kept: after.length === before.length && after.every((byte, at) => byte === before[at]),
    };
  }, training);
  return [
    ends('training', cut.end),
    alike('training: steps delivered before the loss', cut.losses, whole.losses.slice(0, cut.losses.length)),
    alike(
      `training: resumed from the checkpoint of step ${checkpointSteps}`,
      resumed.losses,
      whole.losses.slice(checkpointSteps),
    ),
    holds('training: an imported detector', kept, kept ? 'is still there' : 'is gone or changed', 'the same bytes'),
  ];
}

async function whileDetecting(session: Session): Promise<readonly Check[]> {
  const {
    before,
    ends: found,
    after,
  } = await session.run(async (count: number) => {
    const [image] = playgroundScenes(1);
    const detect = async () => {
      const raw = await playgroundEngine.detect(image!, { detector: 'baseline', featureOffset: null });
      return [...raw.scores, ...raw.boxes];
    };
    const first = await detect();
    const many = Array.from({ length: count }, () =>
      detect().then(
        () => 'finished',
        ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
      ),
    );
    playgroundInspect({ kind: 'loseDevice' }).catch(() => undefined);
    return { before: first, ends: await Promise.all(many), after: await detect() };
  }, session.size.lost.detections);
  return [ends('detecting', found.at(-1) ?? ''), alike('detecting: the same image after the loss', after, before)];
}

const scenarioNames = new Map<unknown, string>([
  [whileOptimising, 'optimising'],
  [whileTraining, 'training'],
  [whileDetecting, 'detecting'],
]);

function ends(name: string, end: string): Check {
  return holds(`${name}: how the work under way ends`, end.startsWith('device-lost'), end, 'device-lost');
}

async function cameBack(session: Session, name: string): Promise<Check> {
  const { memory } = await session.inspect({ kind: 'memory' });
  const troubles = await takeTroubles(session);
  const once = troubles.length === 1 && troubles[0]!.startsWith('device-lost');
  return holds(
    `${name}: the engine afterwards`,
    memory.backend === 'webgpu' && once,
    `${memory.backend}; told: ${troubles.join('; ')}`,
    'webgpu again; one device-lost told',
  );
}
