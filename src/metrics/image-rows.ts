import { boxXYXY, type BoxRowsXYXY, type BoxXYXY } from '../geometry/box';
import { memo } from '../math/memo';
import type { EvaluatedImage, GtBox, ScoredBox } from './evaluated-image';

/** An evaluated image as arrays, to send and to keep: G objects, N detections, best first. */
export interface ImageRows {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** `[G]` */
  readonly gtClasses: Uint16Array;
  /** `[G * 4]` pixels of the image. */
  readonly gtBoxes: BoxRowsXYXY;
  /** `[G]` 1 for each that is difficult or a crowd; absent where none is. */
  readonly gtDifficult?: Uint8Array;
  /** `[N]` */
  readonly classes: Uint16Array;
  /** `[N]` 0 to 1. */
  readonly scores: Float32Array;
  /** `[N * 4]` pixels of the image. */
  readonly boxes: BoxRowsXYXY;
}

/** What stands for an image that could not be read: it keeps the places of the others, and counts nowhere. */
export const unreadImage: ImageRows = toImageRows({ width: 0, height: 0 }, [], []);

/** Whether the image was read, and counts. */
export function wasRead({ width }: ImageRows): boolean {
  return width > 0;
}

/** Packs an image; coordinates become float32. */
export function toImageRows(
  { width, height }: { readonly width: number; readonly height: number },
  gt: readonly GtBox[],
  detections: readonly ScoredBox[],
): ImageRows {
  return {
    width,
    height,
    gtClasses: Uint16Array.from(gt, ({ classIndex }) => classIndex),
    gtBoxes: packBoxes(gt),
    ...(gt.some(({ difficult }) => difficult === true)
      ? { gtDifficult: Uint8Array.from(gt, ({ difficult }) => (difficult === true ? 1 : 0)) }
      : {}),
    classes: Uint16Array.from(detections, ({ classIndex }) => classIndex),
    scores: Float32Array.from(detections, ({ score }) => score),
    boxes: packBoxes(detections),
  };
}

/** The image as the metrics want it; always the same object for the same rows, so that what was matched in it stays known. */
export const fromImageRows = memo(
  ({ gtClasses, gtBoxes, gtDifficult, classes, scores, boxes }: ImageRows): EvaluatedImage => ({
    gtBoxes: Array.from(gtClasses, (classIndex, i) => ({
      classIndex,
      box: boxAt(gtBoxes, i),
      ...(gtDifficult?.[i] === 1 ? { difficult: true } : {}),
    })),
    detections: Array.from(classes, (classIndex, i) => ({ classIndex, score: scores[i]!, box: boxAt(boxes, i) })),
  }),
);

function packBoxes(items: readonly { readonly box: BoxXYXY }[]): BoxRowsXYXY {
  return Float32Array.from(items.flatMap(({ box }) => [...box]));
}

function boxAt(rows: BoxRowsXYXY, index: number): BoxXYXY {
  const at = index * 4;
  return boxXYXY(rows[at]!, rows[at + 1]!, rows[at + 2]!, rows[at + 3]!);
}
