import type { Random } from '../math/random';
import { mean, quantile } from '../math/statistics';
import type { BootstrapInterval } from './bootstrap';
import type { DetectionMetric } from './detection-metric';
import { drawWeights, weightedMeanAp, type SetRankings } from './paired-bootstrap';

/**
 * A bootstrap that draws both what was trained and what was tested on: seeds with replacement, and images with replacement. The design is crossed, not nested:
 * every seed is tested on the same images. Image i is the same street in each domain, so one draw serves all of them.
 */
export interface CrossedResample {
  /** How often each image counts. */
  readonly weights: Uint32Array;
  /** 32 random bits for each seed that is drawn; modulo their number they say which (the bias is below 10⁻⁹). */
  readonly seedBits: Uint32Array;
}

/** @param seedCount as many seeds as any statistic needs */
export function drawCrossedResamples(
  imageCount: number,
  seedCount: number,
  random: Random,
  resamples = 1000,
): readonly CrossedResample[] {
  return Array.from({ length: resamples }, () => ({
    weights: drawWeights(imageCount, random),
    seedBits: Uint32Array.from({ length: seedCount }, () => random.bits()),
  }));
}

/** Mean AP of one trained detector in each resample of the images, averaged over domains; NaN where a domain has no ground truth there. */
export function resampledMeanAp(
  domains: readonly SetRankings[],
  resamples: readonly CrossedResample[],
  metric: DetectionMetric,
): Float64Array {
  return Float64Array.from(resamples, ({ weights }) =>
    mean(domains.map((classes) => weightedMeanAp(classes, weights, metric))),
  );
}

/**
 * Percentile interval of a statistic of several detectors, which were trained with the same seeds.
 * @param detectors of each detector and seed the values of {@link resampledMeanAp}
 * @param statistic of the detectors' means over the seeds drawn
 * @returns null without seeds, or where no resample gave a number
 */
export function crossedInterval(
  detectors: readonly (readonly Float64Array[])[],
  resamples: readonly CrossedResample[],
  statistic: (means: readonly number[]) => number,
  confidence = 0.95,
): BootstrapInterval | null {
  const seeds = detectors[0]?.length ?? 0;
  if (seeds === 0) return null;
  const values = resamples
    .map(({ seedBits }, at) => {
      const drawn = Array.from(seedBits.subarray(0, seeds), (bits) => bits % seeds);
      return statistic(detectors.map((ofSeeds) => mean(drawn.map((seed) => ofSeeds[seed]![at]!))));
    })
    .filter(Number.isFinite);
  if (values.length === 0) return null;
  const tail = (1 - confidence) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail) };
}
