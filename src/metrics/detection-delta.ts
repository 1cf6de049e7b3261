import type { BoxXYXY } from '../geometry/box';
import { iou } from '../geometry/iou';
import type { EvaluatedImage, ScoredBox } from './evaluated-image';
import type { ClassMatches } from './match-class';

/** A detection of one of the two detectors. */
export type SidedDetection = Pick<ScoredBox, 'score' | 'box'>;

/**
 * What two detectors have at one place of an image: an object that at least one of them finds at some threshold, or a false alarm with the one of the
 * other that it overlaps.
 */
export interface DetectionPair {
  readonly image: number;
  readonly classIndex: number;
  /** The object; null for false alarms. */
  readonly gtBox: BoxXYXY | null;
  /** Null where the detector has nothing there, at whatever score. */
  readonly a: SidedDetection | null;
  readonly b: SidedDetection | null;
}

/** What becomes of a pair from detector A to detector B at a score threshold. */
export const deltaKinds = ['gained', 'lost', 'kept', 'false-new', 'false-gone', 'false-kept'] as const;
export type DeltaKind = (typeof deltaKinds)[number];

/** One detector's detections of a class. */
export interface JudgedSet {
  readonly images: readonly EvaluatedImage[];
  readonly matches: ClassMatches;
}

/**
 * Sorts a pair by what each detector shows above the threshold: an object that B alone finds is gained, one that A alone finds is lost; false alarms
 * are apart. Null where neither shows anything.
 */
export function deltaKind({ gtBox, a, b }: DetectionPair, scoreThresh: number): DeltaKind | null {
  const limit = Math.fround(scoreThresh);
  const inA = a !== null && a.score > limit;
  const inB = b !== null && b.score > limit;
  if (!inA && !inB) return null;
  if (inA && inB) return gtBox === null ? 'false-kept' : 'kept';
  if (inB) return gtBox === null ? 'false-new' : 'gained';
  return gtBox === null ? 'false-gone' : 'lost';
}

/** Score of B minus score of A; a detection that is not there counts as 0. */
export function scoreChange({ a, b }: DetectionPair): number {
  return (b?.score ?? 0) - (a?.score ?? 0);
}

/**
 * Pairs the detections of one class by two detectors on the same images. True positives belong together where they found the same object; false ones
 * where they overlap with at least `iouThresh`, in each image the pair with the largest IoU first.
 */
export function pairDetections(a: JudgedSet, b: JudgedSet, iouThresh = 0.5): readonly DetectionPair[] {
  const [ofA, ofB] = [byImage(a), byImage(b)];
  const { classIndex } = a.matches;
  return a.images.flatMap(({ gtBoxes }, image) => {
    const [left, right] = [ofA[image]!, ofB[image]!];
    const objects = gtBoxes.flatMap(({ box }, gt): DetectionPair[] => {
      const [inA, inB] = [left.found.get(gt) ?? null, right.found.get(gt) ?? null];
      return inA === null && inB === null ? [] : [{ image, classIndex, gtBox: box, a: inA, b: inB }];
    });
    const alarms = pairByOverlap(left.alarms, right.alarms, iouThresh);
    return [...objects, ...alarms.map((alarm) => ({ image, classIndex, gtBox: null, ...alarm }))];
  });
}

/** Pairs boxes of two detectors that overlap with at least `iouThresh`, the largest IoU first; of equal ones, the first. Each box is in one pair, alone where no other is left. */
export function pairByOverlap<Boxed extends { readonly box: BoxXYXY }>(
  a: readonly Boxed[],
  b: readonly Boxed[],
  iouThresh: number,
): readonly { readonly a: Boxed | null; readonly b: Boxed | null }[] {
  const [left, right] = [new Set(a), new Set(b)];
  const near = a
    .flatMap((inA) => b.map((inB) => ({ inA, inB, overlap: iou(inA.box, inB.box) })))
    .filter(({ overlap }) => overlap >= iouThresh)
    .sort((x, y) => y.overlap - x.overlap);
  const pairs: { readonly a: Boxed | null; readonly b: Boxed | null }[] = [];
  for (const { inA, inB } of near) {
    if (!left.has(inA) || !right.has(inB)) continue;
    left.delete(inA);
    right.delete(inB);
    pairs.push({ a: inA, b: inB });
  }
  for (const alone of left) pairs.push({ a: alone, b: null });
  for (const alone of right) pairs.push({ a: null, b: alone });
  return pairs;
}

/** What a detector has in one image. */
interface ImageDetections {
  /** By the index of the object. */
  readonly found: Map<number, SidedDetection>;
  readonly alarms: SidedDetection[];
}

function byImage({ images, matches }: JudgedSet): readonly ImageDetections[] {
  const sorted = images.map((): ImageDetections => ({ found: new Map(), alarms: [] }));
  matches.scores.forEach((score, i) => {
    const image = matches.images[i]!;
    const detection = { score, box: images[image]!.detections[matches.detections[i]!]!.box };
    if (matches.hits[i] === 1) sorted[image]!.found.set(matches.gt[i]!, detection);
    else sorted[image]!.alarms.push(detection);
  });
  return sorted;
}
