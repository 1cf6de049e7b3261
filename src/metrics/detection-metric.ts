import { mean } from '../math/statistics';
import { averagePrecision, precisionRecall, type ApMetric } from './average-precision';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass, type ClassMatches } from './match-class';
import type { MatchRule } from './match-rule';

/**
 * A number that papers print as a detector's quality.
 * `voc2007`, `voc-area`: AP at IoU .5 by Pascal VOC's matching on continuous boxes, 11 points and area. `voc2007-reference`: what the paper's own
 * evaluator prints, with its files and its pixels. `coco50`, `coco50-95`: COCO's matching and 101 points, at IoU .5 and as the mean over .50 to .95
 * (pycocotools' `AP50` and `AP`).
 */
export type DetectionMetric = 'voc2007' | 'voc-area' | 'voc2007-reference' | 'coco50' | 'coco50-95';

export const detectionMetrics: readonly DetectionMetric[] = [
  'voc2007',
  'voc-area',
  'voc2007-reference',
  'coco50',
  'coco50-95',
];

interface MetricDefinition {
  /** AP is the mean over these. */
  readonly rules: readonly MatchRule[];
  readonly interpolation: ApMetric;
  /** What a class without ground truth is in the mean: not there, or an AP of 0 as in the paper's evaluator. */
  readonly withoutTruth: 'left-out' | 'zero';
}

const voc: MatchRule = { by: 'voc', iouThresh: 0.5 };
const coco = (iouThresh: number): MatchRule => ({ by: 'coco', iouThresh, maxDetections: 100 });

/** `np.linspace(.5, .95, 10)`, to the last bit. */
const cocoThresholds = Array.from({ length: 10 }, (_, i) => 0.5 + i * ((0.95 - 0.5) / 9));

const definitions: Readonly<Record<DetectionMetric, MetricDefinition>> = {
  voc2007: { rules: [voc], interpolation: 'voc2007', withoutTruth: 'left-out' },
  'voc-area': { rules: [voc], interpolation: 'voc-area', withoutTruth: 'left-out' },
  'voc2007-reference': {
    rules: [{ by: 'reference', iouThresh: 0.5 }],
    interpolation: 'voc2007',
    withoutTruth: 'zero',
  },
  coco50: { rules: [coco(0.5)], interpolation: 'coco101', withoutTruth: 'left-out' },
  'coco50-95': { rules: cocoThresholds.map(coco), interpolation: 'coco101', withoutTruth: 'left-out' },
};

/** How the metric turns a curve into a number. */
export function interpolationOf(metric: DetectionMetric): ApMetric {
  return definitions[metric].interpolation;
}

/** The matchings over which the metric is a mean. */
export function rulesOf(metric: DetectionMetric): readonly MatchRule[] {
  return definitions[metric].rules;
}

/** One matching of the class for each IoU threshold of the metric. */
export function metricMatches(
  images: readonly EvaluatedImage[],
  classIndex: number,
  metric: DetectionMetric,
): readonly ClassMatches[] {
  return definitions[metric].rules.map((rule) => matchClass(images, classIndex, rule));
}

/** A metric on a set, 0 to 1. */
export interface MetricValues {
  /** In the order of the class names; null for one without ground truth, where the metric leaves it out. */
  readonly classes: readonly (number | null)[];
  /** Over the classes that the metric does not leave out; null where no class has ground truth. */
  readonly mean: number | null;
}

/** @param classCount detections and boxes of other classes are ignored */
export function evaluateMetric(
  images: readonly EvaluatedImage[],
  classCount: number,
  metric: DetectionMetric,
): MetricValues {
  return metricOfMatches(classCount, (classIndex) => metricMatches(images, classIndex, metric), metric);
}

/** @param matchesOf the matches of a class, one for each of {@link rulesOf} */
export function metricOfMatches(
  classCount: number,
  matchesOf: (classIndex: number) => readonly ClassMatches[],
  metric: DetectionMetric,
): MetricValues {
  const aps = Array.from({ length: classCount }, (_, classIndex) => {
    const matches = matchesOf(classIndex);
    if (matches[0]!.gtCount === 0) return null;
    return mean(
      matches.map(({ hits, gtCount }) => averagePrecision(precisionRecall(hits, gtCount), interpolationOf(metric))),
    );
  });
  return { classes: withAbsent(aps, metric), mean: meanAp(aps, metric) };
}

/** The mean that the metric makes of its classes, null for one without ground truth; null where all are. */
export function meanAp(aps: readonly (number | null)[], metric: DetectionMetric): number | null {
  const counted = withAbsent(aps, metric).filter((ap) => ap !== null);
  return counted.length === 0 ? null : mean(counted);
}

function withAbsent(aps: readonly (number | null)[], metric: DetectionMetric): readonly (number | null)[] {
  const zero = definitions[metric].withoutTruth === 'zero' && aps.some((ap) => ap !== null);
  return zero ? aps.map((ap) => ap ?? 0) : aps;
}
