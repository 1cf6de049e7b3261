import type { Estimate } from '../engine';

/** Runs a piece of work when nothing else is to be done. */
type Turn = <T>(work: () => Promise<T>) => Promise<T>;

/** Runs one step to warm up (kernels compile, caches fill) and one on the clock, each in a turn of its own, and extrapolates. */
export async function timedSteps(
  steps: number,
  turn: Turn,
  step: () => Promise<unknown>,
  now: () => number = () => performance.now(),
): Promise<Estimate> {
  await turn(step);
  const secondsPerStep = await turn(async () => {
    const started = now();
    await step();
    return (now() - started) / 1000;
  });
  return { secondsPerStep, seconds: secondsPerStep * Math.max(0, steps) };
}
