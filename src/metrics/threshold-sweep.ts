import type { ClassMatches } from './match-class';

/** What each score threshold would keep: counted once, so that a slider only looks it up. N detections, of one class or of several. */
export interface ThresholdSweep {
  readonly gtCount: number;
  /** `[N]` falling. */
  readonly scores: Float32Array;
  /** `[N]` true positives up to and with each detection. */
  readonly truePositives: Uint32Array;
}

/** A detector at one score threshold. */
export interface OperatingPoint {
  /** Detections with a strictly greater score are kept. */
  readonly scoreThresh: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  /** Ground-truth boxes that were not found. */
  readonly misses: number;
  /** 0 to 1; null where nothing is kept. */
  readonly precision: number | null;
  /** 0 to 1; null without ground truth. */
  readonly recall: number | null;
  /** Harmonic mean of the two: 2 TP / (2 TP + FP + misses); null where there is neither a detection nor an object. */
  readonly f1: number | null;
}

/** Counts over all classes given, each detection alike (micro average). Matches do not change with the threshold: better ones go first. */
export function sweepThresholds(classes: readonly ClassMatches[]): ThresholdSweep {
  const ranked = classes
    .flatMap(({ scores, hits }) => Array.from(scores, (score, i) => ({ score, hit: hits[i]! })))
    .sort((a, b) => b.score - a.score);
  const truePositives = new Uint32Array(ranked.length);
  let found = 0;
  ranked.forEach(({ hit }, i) => {
    found += hit;
    truePositives[i] = found;
  });
  return {
    gtCount: classes.reduce((sum, { gtCount }) => sum + gtCount, 0),
    scores: Float32Array.from(ranked, ({ score }) => score),
    truePositives,
  };
}

/** Precision, recall and F1 at a threshold, by bisection. */
export function atThreshold(sweep: ThresholdSweep, scoreThresh: number): OperatingPoint {
  return operatingPoint(sweep, keptAbove(sweep.scores, Math.fround(scoreThresh)), scoreThresh);
}

/** The threshold with the best F1, halfway between the last score that it keeps and the next; null without any detection. */
export function bestF1(sweep: ThresholdSweep): OperatingPoint | null {
  const { scores } = sweep;
  let best: OperatingPoint | null = null;
  for (let kept = 1; kept <= scores.length; kept++) {
    if (scores[kept] === scores[kept - 1]) continue;
    const point = operatingPoint(sweep, kept, (scores[kept - 1]! + (scores[kept] ?? 0)) / 2);
    if (best === null || (point.f1 ?? 0) > (best.f1 ?? 0)) best = point;
  }
  return best;
}

function operatingPoint({ gtCount, truePositives: counts }: ThresholdSweep, kept: number, scoreThresh: number) {
  const truePositives = kept === 0 ? 0 : counts[kept - 1]!;
  const misses = gtCount - truePositives;
  const all = kept + gtCount;
  return {
    scoreThresh,
    truePositives,
    falsePositives: kept - truePositives,
    misses,
    precision: kept === 0 ? null : truePositives / kept,
    recall: gtCount === 0 ? null : truePositives / gtCount,
    f1: all === 0 ? null : (2 * truePositives) / all,
  };
}

/** How many of the falling scores are strictly greater. */
function keptAbove(scores: Float32Array, limit: number): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (scores[middle]! > limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
