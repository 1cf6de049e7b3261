import type { BoxXYXY } from '../geometry/box';
import { iou } from '../geometry/iou';
import type { EvaluatedImage } from './evaluated-image';
import type { ClassMatches } from './match-class';

/** A detection of one of the two detectors, with its verdict. */
export interface JudgedDetection {
  readonly score: number;
  readonly box: BoxXYXY;
  readonly truePositive: boolean;
}

/** What became of a detection from detector A to detector B on the same image. */
export type DetectionDelta = {
  readonly image: number;
  readonly classIndex: number;
  /** Score of B minus score of A; one that is not there counts as 0. */
  readonly scoreChange: number;
} & (
  | { readonly kind: 'gained'; readonly b: JudgedDetection }
  | { readonly kind: 'lost'; readonly a: JudgedDetection }
  | { readonly kind: 'changed'; readonly a: JudgedDetection; readonly b: JudgedDetection }
);

/** One detector's detections of a class. */
export interface JudgedSet {
  readonly images: readonly EvaluatedImage[];
  readonly matches: ClassMatches;
}

/**
 * Pairs the detections of one class by two detectors: in each image the pair with the largest IoU first, as long as it is at least `iouThresh`.
 * The largest change of score comes first.
 */
export function detectionDeltas(a: JudgedSet, b: JudgedSet, iouThresh = 0.5): DetectionDelta[] {
  const ofA = byImage(a);
  const ofB = byImage(b);
  const { classIndex } = a.matches;
  const deltas: DetectionDelta[] = [];
  for (let image = 0; image < a.images.length; image++) {
    const left = new Set(ofA.get(image));
    const right = new Set(ofB.get(image));
    const pairs = [...left]
      .flatMap((from) => [...right].map((to) => ({ from, to, overlap: iou(from.box, to.box) })))
      .filter(({ overlap }) => overlap >= iouThresh)
      .sort((x, y) => y.overlap - x.overlap);
    for (const { from, to } of pairs) {
      if (!left.has(from) || !right.has(to)) continue;
      left.delete(from);
      right.delete(to);
      deltas.push({ kind: 'changed', image, classIndex, a: from, b: to, scoreChange: to.score - from.score });
    }
    for (const from of left) deltas.push({ kind: 'lost', image, classIndex, a: from, scoreChange: -from.score });
    for (const to of right) deltas.push({ kind: 'gained', image, classIndex, b: to, scoreChange: to.score });
  }
  return deltas.sort((x, y) => Math.abs(y.scoreChange) - Math.abs(x.scoreChange));
}

function byImage({ images, matches }: JudgedSet): ReadonlyMap<number, readonly JudgedDetection[]> {
  const sorted = new Map<number, JudgedDetection[]>();
  matches.scores.forEach((score, i) => {
    const image = matches.images[i]!;
    const judged = {
      score,
      box: images[image]!.detections[matches.detections[i]!]!.box,
      truePositive: matches.hits[i] === 1,
    };
    const former = sorted.get(image);
    if (former) former.push(judged);
    else sorted.set(image, [judged]);
  });
  return sorted;
}
