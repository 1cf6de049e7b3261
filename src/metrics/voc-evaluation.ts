/**
 * Detection quality over a data set by the rule of Pascal VOC (detectron2 `evaluation/pascal_voc_evaluation.py`, `voc_eval`).
 * Per class, all detections of the set are taken by falling score; each looks only at the ground-truth box of its image that it overlaps best:
 * a true positive where the IoU is strictly above the threshold and that box is still free, else a false one.
 *
 * Deviations: scores and coordinates are not rounded, equal scores keep their order (the reference's sort is unstable), and the reference's shift of
 * predicted xmin and ymin by one pixel is left to whoever reads such files.
 */
import { boxXYXY, type BoxXYXY } from '../geometry/box';
import type { Detection } from '../geometry/detections';
import { iou } from '../geometry/iou';
import { scoreOrder } from '../geometry/score-order';
import { mean } from '../math/statistics';
import { apMetrics, averagePrecision, precisionRecall, type ApMetric, type PrecisionRecall } from './average-precision';

/** A ground-truth box. */
export interface GtBox {
  readonly classIndex: number;
  readonly box: BoxXYXY;
  /** VOC's flag: neither missed nor found, it counts nowhere. */
  readonly difficult?: boolean;
}

/** One image of the set, ground truth and detections in the same pixels. */
export interface EvaluatedImage {
  readonly gtBoxes: readonly GtBox[];
  readonly detections: readonly Pick<Detection, 'classIndex' | 'score' | 'box'>[];
}

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
  const classes = classNames.map((className, classIndex) =>
    evaluateClass(images, className, classIndex, iouThresh, extend),
  );
  const aps = classes.flatMap(({ ap }) => ap ?? []);
  const meanAp = aps.length === 0 ? null : metricRecord((metric) => mean(aps.map((ap) => ap[metric])));
  return { imageCount: images.length, iouThresh, classes, meanAp };
}

interface Candidate {
  readonly image: number;
  readonly score: number;
  readonly box: BoxXYXY;
}

function evaluateClass(
  images: readonly EvaluatedImage[],
  className: string,
  classIndex: number,
  iouThresh: number,
  extend: number,
): ClassEvaluation {
  const gtBoxes = images.map((image) =>
    image.gtBoxes
      .filter((gt) => gt.classIndex === classIndex)
      .map((gt) => ({ ...gt, box: extended(gt.box, extend), taken: false })),
  );
  const gtCount = gtBoxes.reduce((sum, ofImage) => sum + ofImage.filter((gt) => gt.difficult !== true).length, 0);
  const candidates: Candidate[] = images.flatMap(({ detections }, image) =>
    detections
      .filter((detection) => detection.classIndex === classIndex)
      .map(({ score, box }) => ({ image, score, box: extended(box, extend) })),
  );
  const scores: number[] = [];
  const hits: number[] = [];
  for (const index of scoreOrder(Float32Array.from(candidates, ({ score }) => score))) {
    const { image, score, box } = candidates[index]!;
    const ofImage = gtBoxes[image]!;
    let best = -1;
    let bestIou = 0;
    for (let g = 0; g < ofImage.length; g++) {
      const overlap = iou(box, ofImage[g]!.box);
      if (overlap > bestIou) {
        best = g;
        bestIou = overlap;
      }
    }
    const match = bestIou > iouThresh ? ofImage[best] : undefined;
    if (match?.difficult === true) continue;
    scores.push(score);
    hits.push(match !== undefined && !match.taken ? 1 : 0);
    if (match !== undefined) match.taken = true;
  }
  const curve = precisionRecall(hits, gtCount);
  return {
    classIndex,
    className,
    gtCount,
    scores: Float32Array.from(scores),
    truePositives: Uint8Array.from(hits),
    curve,
    ap: gtCount === 0 ? null : metricRecord((metric) => averagePrecision(curve, metric)),
  };
}

/** A box whose continuous extent is the inclusive one of the argument: the +1 of VOC in one place. */
function extended(box: BoxXYXY, by: number): BoxXYXY {
  return by === 0 ? box : boxXYXY(box[0], box[1], box[2] + by, box[3] + by);
}

function metricRecord(value: (metric: ApMetric) => number): Record<ApMetric, number> {
  return Object.fromEntries(apMetrics.map((metric) => [metric, value(metric)])) as Record<ApMetric, number>;
}
