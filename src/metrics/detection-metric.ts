import { mean } from '../math/statistics';
import { averagePrecision, precisionRecall, type ApMetric } from './average-precision';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass, type ClassMatches, type MatchRule } from './match-class';

/**
 * A number that papers print as a detector's quality. `voc2007` and `voc-area`: AP at IoU .5 by Pascal VOC's matching, 11 points and area;
 * `coco50` and `coco50-95`: COCO's matching and 101 points, at IoU .5 and as the mean over .50 to .95 (pycocotools' `AP50` and `AP`).
 */
export type DetectionMetric = 'voc2007' | 'voc-area' | 'coco50' | 'coco50-95';

/** All of them, the one of the paper's evaluator first. */
export const detectionMetrics: readonly DetectionMetric[] = ['voc2007', 'voc-area', 'coco50', 'coco50-95'];

const voc: MatchRule = { by: 'voc', iouThresh: 0.5 };
const coco = (iouThresh: number): MatchRule => ({ by: 'coco', iouThresh, maxDetections: 100 });

const definitions: Readonly<
  Record<DetectionMetric, { readonly rules: readonly MatchRule[]; readonly interpolation: ApMetric }>
> = {
  voc2007: { rules: [voc], interpolation: 'voc2007' },
  'voc-area': { rules: [voc], interpolation: 'voc-area' },
  coco50: { rules: [coco(0.5)], interpolation: 'coco101' },
  'coco50-95': { rules: Array.from({ length: 10 }, (_, i) => coco((50 + 5 * i) / 100)), interpolation: 'coco101' },
};

/** How the metric turns a curve into a number. */
export function interpolationOf(metric: DetectionMetric): ApMetric {
  return definitions[metric].interpolation;
}

/** One matching of the class for each IoU threshold of the metric. */
export function metricMatches(
  images: readonly EvaluatedImage[],
  classIndex: number,
  metric: DetectionMetric,
): readonly ClassMatches[] {
  return definitions[metric].rules.map((rule) => matchClass(images, classIndex, rule));
}

/** A metric on a set, 0 to 1; null where there is no ground truth. */
export interface MetricValues {
  /** In the order of the class names. */
  readonly classes: readonly (number | null)[];
  /** Over the classes that have ground truth. */
  readonly mean: number | null;
}

/** @param classCount detections and boxes of other classes are ignored */
export function evaluateMetric(
  images: readonly EvaluatedImage[],
  classCount: number,
  metric: DetectionMetric,
): MetricValues {
  const classes = Array.from({ length: classCount }, (_, classIndex) => {
    const matches = metricMatches(images, classIndex, metric);
    if (matches[0]!.gtCount === 0) return null;
    return mean(
      matches.map(({ hits, gtCount }) => averagePrecision(precisionRecall(hits, gtCount), interpolationOf(metric))),
    );
  });
  const known = classes.filter((ap) => ap !== null);
  return { classes, mean: known.length === 0 ? null : mean(known) };
}
