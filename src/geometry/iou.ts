import type { BoxRowsXYXY, BoxXYXY } from './box';

/** Area of a box in square pixels; 0 for an empty or inverted box. */
export function boxArea(box: BoxXYXY): number {
  return Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
}

/** Intersection over union of two boxes, 0 to 1, without any +1 pixel convention; 0 where they do not overlap. */
export function iou(a: BoxXYXY, b: BoxXYXY): number {
  const intersection = boxIntersection(a, b);
  return intersection === 0 ? 0 : intersection / (boxArea(a) + boxArea(b) - intersection);
}

/** Area that two boxes share, in square pixels. */
export function boxIntersection(a: BoxXYXY, b: BoxXYXY): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/**
 * Intersection over union of every row of `a` with every row of `b` (detectron2 `pairwise_iou`).
 * @returns `[N * M]`, `result[n * M + m]` for row n of `a` and row m of `b`.
 */
export function pairwiseIou(a: BoxRowsXYXY, b: BoxRowsXYXY): Float32Array {
  const rows = a.length / 4;
  const columns = b.length / 4;
  const areasB = rowAreas(b);
  const result = new Float32Array(rows * columns);
  for (let n = 0; n < rows; n++) {
    const x1 = a[n * 4]!;
    const y1 = a[n * 4 + 1]!;
    const x2 = a[n * 4 + 2]!;
    const y2 = a[n * 4 + 3]!;
    const areaA = Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
    for (let m = 0; m < columns; m++) {
      const width = Math.min(x2, b[m * 4 + 2]!) - Math.max(x1, b[m * 4]!);
      if (!(width > 0)) continue;
      const height = Math.min(y2, b[m * 4 + 3]!) - Math.max(y1, b[m * 4 + 1]!);
      if (!(height > 0)) continue;
      const intersection = width * height;
      result[n * columns + m] = intersection / (areaA + areasB[m]! - intersection);
    }
  }
  return result;
}

/** Area of every row, `[R]`, in square pixels; 0 for empty rows. */
function rowAreas(boxes: BoxRowsXYXY): Float64Array {
  const areas = new Float64Array(boxes.length / 4);
  for (let r = 0; r < areas.length; r++) {
    areas[r] = Math.max(0, boxes[r * 4 + 2]! - boxes[r * 4]!) * Math.max(0, boxes[r * 4 + 3]! - boxes[r * 4 + 1]!);
  }
  return areas;
}
