import type { Random } from '../math/random';
import { quantile } from '../math/statistics';

/** How an interval is drawn. */
export interface BootstrapOptions {
  readonly random: Random;
  /** Resamples; 1000 by default. */
  readonly resamples?: number;
  /** Share of the resamples inside the interval; 0.95 by default. */
  readonly confidence?: number;
}

/** Where a statistic lies when its data set is drawn again. */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Percentile bootstrap (Efron 1979) over images: draws as many images as there are, with replacement, and recomputes the statistic each time.
 * For the difference of two detectors let the statistic compute both on the same indices.
 * @param count images.
 * @param statistic takes `count` image indices, repeats included; a result that is not finite is left out.
 * @returns null where no resample gave a number.
 */
export function bootstrapInterval(
  count: number,
  statistic: (indices: Uint32Array) => number,
  { random, resamples = 1000, confidence = 0.95 }: BootstrapOptions,
): BootstrapInterval | null {
  if (count === 0) return null;
  const values: number[] = [];
  const indices = new Uint32Array(count);
  for (let resample = 0; resample < resamples; resample++) {
    for (let i = 0; i < count; i++) indices[i] = random.integer(count);
    const value = statistic(indices);
    if (Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return null;
  const tail = (1 - confidence) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) };
}
