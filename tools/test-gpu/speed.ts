import { quantile } from '../../src/math/statistics';
import type { Session } from './session';
import { detections, runOptimisation, runTraining } from './in-engine';
import { optimisationOf, optimisedScenes, trainingOf } from './work';
import type { Seconds } from './baseline';

/** Seconds by name: of single kernels, and of one step of each long work on the built-in model. */
export async function speedsOf(session: Session, begin: (name: string) => void): Promise<Seconds> {
  const { timed, crops, targets, imagesPerStep, name } = session.size;
  const { speeds } = await session.inspect({ kind: 'speed', size: name }, (event) => {
    if (event.kind === 'begins') begin(event.name);
  });
  const optimised = await runOptimisation(session, optimisationOf(session, timed.iterations + 1), optimisedScenes);
  const trained =
    timed.trainingSteps === 0 ? null : await runTraining(session, trainingOf(session, timed.trainingSteps + 1));
  await detections(session, 'baseline', 0);
  const started = performance.now();
  for (let i = 0; i < timed.detections; i++) await detections(session, 'baseline', 0);
  const detected = (performance.now() - started) / 1000 / timed.detections;
  return {
    ...Object.fromEntries(speeds.map((speed) => [speed.name, speed.seconds])),
    ...(await measuredSeconds(session, begin)),
    [`iteration of L_opt, ${crops} crops, ${targets} targets`]: afterFirst(optimised.seconds),
    ...(trained === null ? {} : { [`training step, ${imagesPerStep} images`]: afterFirst(trained.seconds) }),
    'detection in one image': detected,
  };
}

/** Time for all measurements; each group that does not fit is left out. */
const mostSeconds = 400;

/** A CPU that plays a GPU takes minutes to compile the others. */
const measuredOnSoftware = ['l-opt-rn50', 'roi-align', 'v-a'];

/** Median seconds of the measurements at RN50's size; rates are the kit's to show. */
async function measuredSeconds(session: Session, begin: (name: string) => void): Promise<Seconds> {
  const seconds: Record<string, number> = {};
  const only = session.backend.software ? measuredOnSoftware : null;
  await session.inspect({ kind: 'measure', size: session.size.name, seconds: mostSeconds, only }, (event) => {
    if (event.kind === 'begins') begin(event.name);
    if (event.kind === 'skipped') begin(`${event.id} left out: ${event.why}`);
    if (event.kind === 'measured' && event.measurement.unit === 's')
      seconds[event.measurement.title] = quantile(event.measurement.samples, 0.5);
  });
  return seconds;
}

/** Seconds a step without the first one, which compiles. */
function afterFirst(seconds: readonly number[]): number {
  const [first = 0] = seconds;
  return (seconds.at(-1)! - first) / (seconds.length - 1);
}
