import * as tf from '@tensorflow/tfjs-core';
import { quantile } from '../../math/statistics';
import { takeValues } from '../../tensor/take-values';
import type { InspectionSize, KernelSpeed } from './inspection';

/** Something whose speed is worth knowing. */
export interface KernelTiming {
  readonly name: string;
  /** Makes the inputs, which live until {@link PreparedTiming.dispose}. */
  readonly prepare: () => PreparedTiming;
}

export interface PreparedTiming {
  readonly run: () => tf.Tensor;
  readonly dispose: () => void;
}

/** Rounds, and the least that one of them lasts: reading a result back takes a millisecond, which a round shall outweigh. */
const rounds: Readonly<Record<InspectionSize, { readonly count: number; readonly seconds: number }>> = {
  full: { count: 7, seconds: 0.1 },
  small: { count: 3, seconds: 0.02 },
};

/** Seconds of one run: the median over several rounds, after one that compiles. */
export async function timeKernel(timing: KernelTiming, size: InspectionSize): Promise<KernelSpeed> {
  const { run, dispose } = timing.prepare();
  try {
    await timeRuns(run, 1);
    const { count, seconds } = rounds[size];
    const once = await timeRuns(run, 1);
    const runs = Math.min(1000, Math.ceil(seconds / once));
    const times: number[] = [];
    for (let round = 0; round < count; round++) times.push((await timeRuns(run, runs)) / runs);
    return { name: timing.name, seconds: quantile(times, 0.5) };
  } finally {
    dispose();
  }
}

/** Seconds of several runs in a row, until the last result is there. */
async function timeRuns(run: () => tf.Tensor, count: number): Promise<number> {
  const started = performance.now();
  for (let i = 1; i < count; i++) tf.tidy(run).dispose();
  // One value is enough to wait for: the queue is worked off in order.
  const last = tf.tidy(() => tf.slice(tf.reshape(run(), [-1]), [0], [1]));
  await takeValues(last);
  return (performance.now() - started) / 1000;
}
