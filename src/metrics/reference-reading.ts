/**
 * What the evaluator of vidit09/domaingen reads back from the files that it writes (`diverse_weather.py`, detectron2's `PascalVOCDetectionEvaluator`).
 * Ground truth: the corners of the loader's box, cut to integers. Detections: 1 is added to x1 and y1, coordinates are printed with one decimal and scores
 * with three. `voc_eval` then takes both ends of a box as inside it, so that each side is one pixel longer than the difference of its corners.
 */
import type { BoxXYXY } from '../geometry/box';
import { roundHalfEven } from './round-half-even';

/** Pixel numbers; both ends are inside. */
export interface InclusiveBox {
  readonly xmin: number;
  readonly ymin: number;
  readonly xmax: number;
  readonly ymax: number;
}

export function writtenTruth([x1, y1, x2, y2]: BoxXYXY): InclusiveBox {
  return { xmin: Math.trunc(x1), ymin: Math.trunc(y1), xmax: Math.trunc(x2), ymax: Math.trunc(y2) };
}

export function writtenDetection([x1, y1, x2, y2]: BoxXYXY): InclusiveBox {
  return {
    xmin: roundHalfEven(x1 + 1, 1),
    ymin: roundHalfEven(y1 + 1, 1),
    xmax: roundHalfEven(x2, 1),
    ymax: roundHalfEven(y2, 1),
  };
}

export function writtenScore(score: number): number {
  return roundHalfEven(score, 3);
}

/** Intersection over union as `voc_eval` computes it, in the same order of operations; the boxes are not symmetric in its last bit. */
export function inclusiveIou(detection: InclusiveBox, truth: InclusiveBox): number {
  const width = Math.max(Math.min(truth.xmax, detection.xmax) - Math.max(truth.xmin, detection.xmin) + 1, 0);
  const height = Math.max(Math.min(truth.ymax, detection.ymax) - Math.max(truth.ymin, detection.ymin) + 1, 0);
  const intersection = width * height;
  return intersection / (inclusiveArea(detection) + inclusiveArea(truth) - intersection);
}

function inclusiveArea({ xmin, ymin, xmax, ymax }: InclusiveBox): number {
  return (xmax - xmin + 1) * (ymax - ymin + 1);
}
