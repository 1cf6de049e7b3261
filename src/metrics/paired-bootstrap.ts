import { mean, quantile } from '../math/statistics';
import { averagePrecision, type ApMetric } from './average-precision';
import type { BootstrapInterval, BootstrapOptions } from './bootstrap';
import { interpolationOf, meanAp, metricMatches, type DetectionMetric } from './detection-metric';
import type { EvaluatedImage } from './evaluated-image';
import type { ClassMatches } from './match-class';
import type { Ranking } from './ranked-matches';

/** Matches of one detector on one set: per class, one for each IoU threshold of the metric. */
export type SetMatches = readonly (readonly ClassMatches[])[];

/** As much of them as a resample walks over. */
export type SetRankings = readonly (readonly Ranking[])[];

/** Two detectors on the same images of one domain. */
export interface PairedSet {
  readonly imageCount: number;
  readonly a: SetMatches;
  readonly b: SetMatches;
}

/** Matches every class of a set. */
export function matchSet(images: readonly EvaluatedImage[], classCount: number, metric: DetectionMetric): SetMatches {
  return Array.from({ length: classCount }, (_, classIndex) => metricMatches(images, classIndex, metric));
}

/**
 * Percentile bootstrap over images of the difference of mean AP, B minus A, on each set and on means over several sets. Images are matched before; a
 * resample only changes how often each counts, and both detectors see the same draw. Sets of equal length share it too where `sameScenes` holds: image
 * i is then the same street in each of them.
 * @param means for each mean the indices of its sets
 * @yields resamples done; whoever pulls may stop at any time
 * @returns intervals of the sets, then of the means; null where no resample gave a number
 */
export function* bootstrapDifferences(
  sets: readonly PairedSet[],
  metric: DetectionMetric,
  means: readonly (readonly number[])[],
  { random, resamples = 1000, confidence = 0.95, sameScenes }: BootstrapOptions & { readonly sameScenes: boolean },
): Generator<number, readonly (BootstrapInterval | null)[]> {
  const values: number[][] = [...sets, ...means].map(() => []);
  for (let resample = 0; resample < resamples; resample++) {
    let weights = new Uint32Array();
    const differences = sets.map(({ imageCount, a, b }) => {
      if (!sameScenes || weights.length !== imageCount) weights = drawWeights(imageCount, random);
      return weightedMeanAp(b, weights, metric) - weightedMeanAp(a, weights, metric);
    });
    const statistics = [...differences, ...means.map((indices) => mean(indices.map((i) => differences[i]!)))];
    statistics.forEach((value, i) => {
      if (Number.isFinite(value)) values[i]!.push(value);
    });
    yield resample + 1;
  }
  const tail = (1 - confidence) / 2;
  return values.map((ofSet) =>
    ofSet.length === 0 ? null : { low: quantile(ofSet, tail), high: quantile(ofSet, 1 - tail) },
  );
}

/** Mean AP of a set in which image i occurs `weights[i]` times, 0 to 1; NaN without ground truth. */
export function weightedMeanAp(classes: SetRankings, weights: Uint32Array, metric: DetectionMetric): number {
  const interpolation = interpolationOf(metric);
  const aps = classes.map((matches) => {
    const gtCounts = matches[0]?.gtCounts;
    if (!gtCounts) return null;
    let gtCount = 0;
    for (let image = 0; image < weights.length; image++) gtCount += weights[image]! * gtCounts[image]!;
    if (gtCount === 0) return null;
    let sum = 0;
    for (const atThreshold of matches) sum += weightedAp(atThreshold, weights, gtCount, interpolation);
    return sum / matches.length;
  });
  return meanAp(aps, metric) ?? NaN;
}

/** Only the points at true positives are kept: a false one changes neither the recall nor the envelope before it. */
function weightedAp({ images, hits }: Ranking, weights: Uint32Array, gtCount: number, interpolation: ApMetric): number {
  const precision: number[] = [];
  const recall: number[] = [];
  let seen = 0;
  let found = 0;
  for (let i = 0; i < images.length; i++) {
    const weight = weights[images[i]!]!;
    if (weight === 0) continue;
    seen += weight;
    if (hits[i] === 0) continue;
    found += weight;
    precision.push(found / seen);
    recall.push(found / gtCount);
  }
  return averagePrecision(
    { precision: Float64Array.from(precision), recall: Float64Array.from(recall) },
    interpolation,
  );
}

/** How often each of `count` images occurs when as many are drawn with replacement. */
export function drawWeights(count: number, random: BootstrapOptions['random']): Uint32Array<ArrayBuffer> {
  const weights = new Uint32Array(count);
  for (let i = 0; i < count; i++) weights[random.integer(count)]!++;
  return weights;
}
