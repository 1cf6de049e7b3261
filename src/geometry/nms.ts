import type { BoxRowsXYXY } from './box';
import { scoreOrder } from './score-order';

/** Options of {@link nms}. */
export interface NmsOptions {
  /** A box goes when its IoU with a better kept one is strictly greater, as in torchvision. */
  readonly iouThresh: number;
  /** Stop once this many are kept: the same result as keeping the first of a full run; no limit by default. */
  readonly maxKept?: number;
}

/**
 * Greedy non-maximum suppression.
 * @param boxes `[R * 4]` corner boxes in pixels, continuous coordinates.
 * @param scores `[R]`; equal scores are taken in index order.
 * @returns kept row indices, best score first.
 */
export function nms(boxes: BoxRowsXYXY, scores: Float32Array, options: NmsOptions): Uint32Array {
  return suppress(boxes, scores, undefined, options);
}

/**
 * Non-maximum suppression among boxes of the same class only (torchvision `batched_nms`); `maxKept` counts over all classes.
 * @param classes `[R]` class index per row.
 * @returns kept row indices of all classes together, best score first.
 */
export function nmsPerClass(
  boxes: BoxRowsXYXY,
  scores: Float32Array,
  classes: Int32Array,
  options: NmsOptions,
): Uint32Array {
  return suppress(boxes, scores, classes, options);
}

function suppress(
  boxes: BoxRowsXYXY,
  scores: Float32Array,
  classes: Int32Array | undefined,
  { iouThresh, maxKept = Infinity }: NmsOptions,
): Uint32Array {
  const order = scoreOrder(scores);
  const capacity = Math.min(order.length, maxKept);
  const kept = new Uint32Array(capacity);
  const keptClasses = new Int32Array(capacity);
  // Kept boxes lie one coordinate an array: the inner loop then reads only what it needs before it gives up on a pair.
  const keptX1 = new Float32Array(capacity);
  const keptY1 = new Float32Array(capacity);
  const keptX2 = new Float32Array(capacity);
  const keptY2 = new Float32Array(capacity);
  const keptAreas = new Float64Array(capacity);
  let keptCount = 0;

  for (let i = 0; i < order.length && keptCount < capacity; i++) {
    const row = order[i]!;
    const x1 = boxes[row * 4]!;
    const y1 = boxes[row * 4 + 1]!;
    const x2 = boxes[row * 4 + 2]!;
    const y2 = boxes[row * 4 + 3]!;
    const area = (x2 - x1) * (y2 - y1);
    const classIndex = classes === undefined ? 0 : classes[row]!;
    let suppressed = false;
    for (let k = 0; k < keptCount; k++) {
      if (keptClasses[k] !== classIndex) continue;
      const left = keptX1[k]!;
      const right = keptX2[k]!;
      const width = (x2 < right ? x2 : right) - (x1 > left ? x1 : left);
      if (width <= 0) continue;
      const top = keptY1[k]!;
      const bottom = keptY2[k]!;
      const height = (y2 < bottom ? y2 : bottom) - (y1 > top ? y1 : top);
      if (height <= 0) continue;
      const intersection = width * height;
      if (intersection / (area + keptAreas[k]! - intersection) > iouThresh) {
        suppressed = true;
        break;
      }
    }
    if (suppressed) continue;
    kept[keptCount] = row;
    keptClasses[keptCount] = classIndex;
    keptX1[keptCount] = x1;
    keptY1[keptCount] = y1;
    keptX2[keptCount] = x2;
    keptY2[keptCount] = y2;
    keptAreas[keptCount] = area;
    keptCount++;
  }
  return kept.slice(0, keptCount);
}
