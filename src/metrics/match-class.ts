/**
 * Which detections of one class are true positives. Matching is done within each image by falling score, once; rankings, threshold sweeps and
 * bootstrap resamples only walk over the result.
 */
import { scoreOrder } from '../geometry/score-order';
import type { EvaluatedImage } from './evaluated-image';
import { matchImage } from './match-image';
import type { MatchRule } from './match-rule';

/** All detections of a class over a set, N of them, best score first; equal scores keep their order. */
export interface ClassMatches {
  readonly classIndex: number;
  /** Ground-truth boxes, without difficult ones. */
  readonly gtCount: number;
  /** The same per image. */
  readonly gtCounts: Uint32Array;
  /** `[N]` falling, as the rule reads them. */
  readonly scores: Float32Array;
  /** `[N]` 1 for each true positive. */
  readonly hits: Uint8Array;
  /** `[N]` index of the image. */
  readonly images: Uint32Array;
  /** `[N]` index in the image's detections. */
  readonly detections: Uint32Array;
  /** `[N]` index in the image's ground truth of the box that was found; −1 for a false positive. */
  readonly gt: Int32Array;
  /** `[N]` IoU with the box that was found, or else the best with any of the class. */
  readonly ious: Float32Array;
}

/** Matches the detections of one class with its ground truth. */
export function matchClass(images: readonly EvaluatedImage[], classIndex: number, rule: MatchRule): ClassMatches {
  const gtCounts = Uint32Array.from(
    images,
    ({ gtBoxes }) => gtBoxes.filter((gt) => gt.classIndex === classIndex && gt.difficult !== true).length,
  );
  const matches = images.flatMap((image, index) =>
    matchImage(image, classIndex, rule).map((match) => ({ image: index, match })),
  );
  const order = scoreOrder(Float32Array.from(matches, ({ match }) => match.score));
  const ranked = Array.from(order, (index) => matches[index]!);
  return {
    classIndex,
    gtCount: gtCounts.reduce((sum, count) => sum + count, 0),
    gtCounts,
    scores: Float32Array.from(ranked, ({ match }) => match.score),
    hits: Uint8Array.from(ranked, ({ match }) => (match.gt >= 0 ? 1 : 0)),
    images: Uint32Array.from(ranked, ({ image }) => image),
    detections: Uint32Array.from(ranked, ({ match }) => match.detection),
    gt: Int32Array.from(ranked, ({ match }) => match.gt),
    ious: Float32Array.from(ranked, ({ match }) => match.iou),
  };
}
