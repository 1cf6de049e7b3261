import type { Estimate } from './engine';

/** Runs one step to warm up (kernels compile, caches fill) and one on the clock, and extrapolates. */
export async function timedSteps(
  steps: number,
  step: () => Promise<unknown>,
  now: () => number = () => performance.now(),
): Promise<Estimate> {
  await step();
  const started = now();
  await step();
  const secondsPerStep = (now() - started) / 1000;
  return { secondsPerStep, seconds: secondsPerStep * Math.max(0, steps) };
}
