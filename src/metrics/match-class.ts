/**
 * Which detections of one class are true positives, by the rule of Pascal VOC or by COCO's. Both match within each image by falling score, so it is
 * done once; rankings, threshold sweeps and bootstrap resamples only walk over the result.
 */
import { boxXYXY, type BoxXYXY } from '../geometry/box';
import { iou } from '../geometry/iou';
import { scoreOrder } from '../geometry/score-order';
import type { EvaluatedImage, GtBox } from './evaluated-image';

/**
 * `voc` (detectron2 `voc_eval`): a detection looks only at the box that it overlaps best, and wants an IoU strictly above the threshold and that box
 * still free. `coco` (pycocotools `evaluateImg`, without crowds): it takes the best of the boxes that are still free, from the threshold on, and
 * only the best `maxDetections` of the class in an image count.
 */
export type MatchRule =
  | { readonly by: 'voc'; readonly iouThresh: number; /** Added to x2 and y2 of every box. */ readonly extend?: 0 | 1 }
  | { readonly by: 'coco'; readonly iouThresh: number; readonly maxDetections: number };

/** All detections of a class over a set, N of them, best score first; equal scores keep their order. */
export interface ClassMatches {
  readonly classIndex: number;
  /** Ground-truth boxes, without difficult ones. */
  readonly gtCount: number;
  /** The same per image. */
  readonly gtCounts: Uint32Array;
  /** `[N]` falling. */
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

interface Match {
  readonly image: number;
  readonly detection: number;
  readonly score: number;
  readonly gt: number;
  readonly iou: number;
}

interface Candidate {
  readonly index: number;
  readonly box: BoxXYXY;
  readonly difficult: boolean;
  taken: boolean;
}

/** Matches the detections of one class with its ground truth. */
export function matchClass(images: readonly EvaluatedImage[], classIndex: number, rule: MatchRule): ClassMatches {
  const gtCounts = Uint32Array.from(
    images,
    ({ gtBoxes }) => gtBoxes.filter((gt) => gt.classIndex === classIndex && gt.difficult !== true).length,
  );
  const matches = images.flatMap((image, index) => matchImage(image, index, classIndex, rule));
  const order = scoreOrder(Float32Array.from(matches, ({ score }) => score));
  const ranked = Array.from(order, (index) => matches[index]!);
  return {
    classIndex,
    gtCount: gtCounts.reduce((sum, count) => sum + count, 0),
    gtCounts,
    scores: Float32Array.from(ranked, ({ score }) => score),
    hits: Uint8Array.from(ranked, ({ gt }) => (gt >= 0 ? 1 : 0)),
    images: Uint32Array.from(ranked, ({ image }) => image),
    detections: Uint32Array.from(ranked, ({ detection }) => detection),
    gt: Int32Array.from(ranked, ({ gt }) => gt),
    ious: Float32Array.from(ranked, (match) => match.iou),
  };
}

function matchImage(image: EvaluatedImage, index: number, classIndex: number, rule: MatchRule): Match[] {
  const candidates = candidatesOf(image.gtBoxes, classIndex, extendOf(rule));
  const indices = image.detections.flatMap((detection, i) => (detection.classIndex === classIndex ? [i] : []));
  const order = scoreOrder(
    Float32Array.from(indices, (i) => image.detections[i]!.score),
    rule.by === 'coco' ? rule.maxDetections : Infinity,
  );
  const matches: Match[] = [];
  for (const at of order) {
    const detection = indices[at]!;
    const { box, score } = image.detections[detection]!;
    const overlaps = candidates.map((candidate) => iou(extended(box, extendOf(rule)), candidate.box));
    const found =
      rule.by === 'voc'
        ? vocMatch(candidates, overlaps, rule.iouThresh)
        : cocoMatch(candidates, overlaps, rule.iouThresh);
    if (found === 'ignored') continue;
    const best = overlaps.reduce((largest, overlap) => Math.max(largest, overlap), 0);
    matches.push({
      image: index,
      detection,
      score,
      gt: found === null ? -1 : candidates[found]!.index,
      iou: found === null ? best : overlaps[found]!,
    });
  }
  return matches;
}

/** Where the found candidate stands; null for a false positive, `ignored` for one on a difficult box. */
type Outcome = number | null | 'ignored';

function vocMatch(candidates: readonly Candidate[], overlaps: readonly number[], iouThresh: number): Outcome {
  const best = bestOf(overlaps, () => true);
  if (best === null || overlaps[best]! <= iouThresh) return null;
  const candidate = candidates[best]!;
  if (candidate.difficult) return 'ignored';
  if (candidate.taken) return null;
  candidate.taken = true;
  return best;
}

function cocoMatch(candidates: readonly Candidate[], overlaps: readonly number[], iouThresh: number): Outcome {
  const free = (difficult: boolean) =>
    bestOf(
      overlaps,
      (i) => !candidates[i]!.taken && candidates[i]!.difficult === difficult && overlaps[i]! >= iouThresh,
    );
  const best = free(false) ?? free(true);
  if (best === null) return null;
  candidates[best]!.taken = true;
  return candidates[best]!.difficult ? 'ignored' : best;
}

/** The first of the largest overlaps above 0. */
function bestOf(overlaps: readonly number[], eligible: (index: number) => boolean): number | null {
  let best: number | null = null;
  for (let i = 0; i < overlaps.length; i++) {
    if (overlaps[i]! > (best === null ? 0 : overlaps[best]!) && eligible(i)) best = i;
  }
  return best;
}

function candidatesOf(gtBoxes: readonly GtBox[], classIndex: number, extend: number): Candidate[] {
  return gtBoxes.flatMap((gt, index) =>
    gt.classIndex === classIndex
      ? [{ index, box: extended(gt.box, extend), difficult: gt.difficult === true, taken: false }]
      : [],
  );
}

function extendOf(rule: MatchRule): number {
  return rule.by === 'voc' ? (rule.extend ?? 0) : 0;
}

/** A box whose continuous extent is the inclusive one of the argument: the +1 of VOC in one place. */
function extended(box: BoxXYXY, by: number): BoxXYXY {
  return by === 0 ? box : boxXYXY(box[0], box[1], box[2] + by, box[3] + by);
}
