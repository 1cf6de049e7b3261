/**
 * Detection quality over a data set by the rule of Pascal VOC (detectron2 `evaluation/pascal_voc_evaluation.py`, `voc_eval`).
 * Per class, all detections of the set are taken by falling score; each looks only at the ground-truth box of its image that it overlaps best:
 * a true positive where the IoU is strictly above the threshold and that box is still free, else a false one.
 *
 * Deviations: scores and coordinates are not rounded, equal scores keep their order (the reference's sort is unstable), and the reference's shift of
 * predicted xmin and ymin by one pixel is left to whoever reads such files.
 */
import { mean } from '../math/statistics';
import { apMetrics, averagePrecision, precisionRecall, type ApMetric, type PrecisionRecall } from './average-precision';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass } from './match-class';

export type { EvaluatedImage, GtBox } from './evaluated-image';

/** What counts as a hit. */
export interface EvaluationOptions {
  /** 0.5 by default; an IoU must be strictly greater. */
  readonly iouThresh?: number;
  /**
   * `continuous` (the default): a box is x2 - x1 wide, as everywhere in this project. `inclusive`: x2 - x1 + 1, as VOC's code has it, whose
   * coordinates name first and last pixel. Results differ for small boxes.
   */
  readonly pixelConvention?: 'continuous' | 'inclusive';
}

/** The result for one class. */
export interface ClassEvaluation {
  readonly classIndex: number;
  readonly className: string;
  /** Ground-truth boxes, without difficult ones. */
  readonly gtCount: number;
  /** `[N]` scores that count, falling. */
  readonly scores: Float32Array;
  /** `[N]` 1 for each true positive. */
  readonly truePositives: Uint8Array;
  readonly curve: PrecisionRecall;
  /** Average precision, 0 to 1; null where the set has no such object. */
  readonly ap: Readonly<Record<ApMetric, number>> | null;
}

/** The result for a set. */
export interface VocEvaluation {
  readonly imageCount: number;
  readonly iouThresh: number;
  readonly classes: readonly ClassEvaluation[];
  /** Mean over the classes that have ground truth; null where none has. */
  readonly meanAp: Readonly<Record<ApMetric, number>> | null;
}

/** Evaluates a set. Detections and boxes whose class index is not in `classNames` are ignored. */
export function evaluateVoc(
  images: readonly EvaluatedImage[],
  classNames: readonly string[],
  { iouThresh = 0.5, pixelConvention = 'continuous' }: EvaluationOptions = {},
): VocEvaluation {
  const extend = pixelConvention === 'inclusive' ? 1 : 0;
  const classes = classNames.map((className, classIndex): ClassEvaluation => {
    const { gtCount, scores, hits } = matchClass(images, classIndex, { by: 'voc', iouThresh, extend });
    const curve = precisionRecall(hits, gtCount);
    const ap = gtCount === 0 ? null : metricRecord((metric) => averagePrecision(curve, metric));
    return { classIndex, className, gtCount, scores, truePositives: hits, curve, ap };
  });
  const aps = classes.flatMap(({ ap }) => ap ?? []);
  const meanAp = aps.length === 0 ? null : metricRecord((metric) => mean(aps.map((ap) => ap[metric])));
  return { imageCount: images.length, iouThresh, classes, meanAp };
}

function metricRecord(value: (metric: ApMetric) => number): Record<ApMetric, number> {
  return Object.fromEntries(apMetrics.map((metric) => [metric, value(metric)])) as Record<ApMetric, number>;
}
