import type { BoxRowsXYXY } from './box';

/** Boxes `[R * 4]` cut to the image: x to [0, width], y to [0, height], in pixels. A box outside becomes empty. Returns new rows. */
export function clipBoxes(boxes: BoxRowsXYXY, width: number, height: number): BoxRowsXYXY {
  return boxes.map((value, i) => Math.min(Math.max(value, 0), i % 2 === 0 ? width : height));
}

/** Indices of the rows wider and higher than `minSize` pixels (strictly); rows with NaN are left out. */
export function nonemptyIndices(boxes: BoxRowsXYXY, minSize = 0): Uint32Array {
  const indices = new Uint32Array(boxes.length / 4);
  let count = 0;
  for (let r = 0; r < indices.length; r++) {
    const wide = boxes[r * 4 + 2]! - boxes[r * 4]! > minSize;
    if (wide && boxes[r * 4 + 3]! - boxes[r * 4 + 1]! > minSize) indices[count++] = r;
  }
  return indices.slice(0, count);
}

/** Boxes `[R * 4]` with x multiplied by `scaleX` and y by `scaleY`: from one image size to another. Returns new rows. */
export function scaleBoxes(boxes: BoxRowsXYXY, scaleX: number, scaleY: number): BoxRowsXYXY {
  return boxes.map((value, i) => value * (i % 2 === 0 ? scaleX : scaleY));
}

/** The rows with the given indices, in that order, `[indices.length * 4]`. */
export function takeRows(boxes: BoxRowsXYXY, indices: ArrayLike<number>): BoxRowsXYXY {
  const rows: BoxRowsXYXY = new Float32Array(indices.length * 4);
  for (let i = 0; i < indices.length; i++) rows.set(boxes.subarray(indices[i]! * 4, indices[i]! * 4 + 4), i * 4);
  return rows;
}
