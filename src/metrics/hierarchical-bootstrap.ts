import { mean, quantile } from '../math/statistics';
import type { BootstrapInterval, BootstrapOptions } from './bootstrap';
import type { DetectionMetric } from './detection-metric';
import { drawWeights, weightedMeanAp, type SetRankings } from './paired-bootstrap';

/** Two detectors that were trained with one seed, on the same images of several domains: one entry per domain. */
export type PairedSeed = readonly { readonly a: SetRankings; readonly b: SetRankings }[];

/**
 * Interval of the difference of mean AP, B minus A, averaged over domains and seeds, by a bootstrap that draws both what was trained and what was
 * tested on: seeds with replacement, and images with replacement. The design is crossed, not nested, since every seed is tested on the same images; image i is
 * the same street in each domain, so one draw serves all of them.
 * @param imageCount images of each domain
 * @returns 0 to 1; null without seeds, or where no resample gave a number
 */
export function hierarchicalBootstrap(
  seeds: readonly PairedSeed[],
  imageCount: number,
  metric: DetectionMetric,
  { random, resamples = 1000, confidence = 0.95 }: BootstrapOptions,
): BootstrapInterval | null {
  const values: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const weights = drawWeights(imageCount, random);
    const drawn = seeds.map(() => random.integer(seeds.length));
    const differences = seeds.map((domains, seed) =>
      drawn.includes(seed)
        ? mean(domains.map(({ a, b }) => weightedMeanAp(b, weights, metric) - weightedMeanAp(a, weights, metric)))
        : NaN,
    );
    const value = mean(drawn.map((seed) => differences[seed]!));
    if (Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return null;
  const tail = (1 - confidence) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) };
}
