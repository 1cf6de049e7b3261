import type { Random } from '../math/random';

/** How many to draw, and which share of them may be positive. */
export interface SampleLimits {
  readonly count: number;
  readonly positiveFraction: number;
}

/** Rows drawn at random, without repetition. */
export interface Sample {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/**
 * Up to ⌊count × fraction⌋ positives, filled up with negatives; fewer where there are not enough
 * (detectron2 `modeling/sampling.py` subsample_labels).
 */
export function sampleLabels(
  positives: readonly number[],
  negatives: readonly number[],
  { count, positiveFraction }: SampleLimits,
  random: Random,
): Sample {
  const positiveCount = Math.min(positives.length, Math.trunc(count * positiveFraction));
  return {
    positives: random.sample(positives, positiveCount),
    negatives: random.sample(negatives, Math.min(negatives.length, count - positiveCount)),
  };
}
