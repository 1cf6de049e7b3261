/**
 * Boxes as deltas from reference boxes, and back (detectron2 `modeling/box_regression.py`, Box2BoxTransform).
 * Shapes: R reference boxes, K classes. Coordinates are pixels, continuous, without a +1 convention.
 */
import type { BoxRowsXYXY } from './box';

/** Factors of (dx, dy, dw, dh): deltas are multiplied by them when encoded and divided when decoded. */
export type BoxCoderWeights = readonly [dx: number, dy: number, dw: number, dh: number];

/** Weights of the proposal network. */
export const rpnBoxWeights: BoxCoderWeights = [1, 1, 1, 1];

/** Weights of the box head. */
export const roiBoxWeights: BoxCoderWeights = [10, 10, 5, 5];

/** The largest dw or dh, after the division by its weight, that decoding honours: a stride-16 cell grows to 1000 pixels at most. */
export const maxSizeDelta = Math.log(1000 / 16);

/**
 * Deltas that turn each reference box into its target.
 * @param references `[R * 4]`, every one with a positive width and height.
 * @param targets `[R * 4]`.
 * @returns `[R * 4]` rows (dx, dy, dw, dh).
 * @throws RangeError where the row counts differ or a reference box is empty.
 */
export function encodeBoxes(references: BoxRowsXYXY, targets: BoxRowsXYXY, weights: BoxCoderWeights): Float32Array {
  if (references.length !== targets.length) {
    throw new RangeError(`${references.length / 4} reference boxes, but ${targets.length / 4} targets`);
  }
  const deltas = new Float32Array(references.length);
  for (let i = 0; i < references.length; i += 4) {
    const width = references[i + 2]! - references[i]!;
    const height = references[i + 3]! - references[i + 1]!;
    if (!(width > 0 && height > 0)) throw new RangeError(`reference box ${i / 4} is empty: ${width} × ${height}`);
    const targetWidth = targets[i + 2]! - targets[i]!;
    const targetHeight = targets[i + 3]! - targets[i + 1]!;
    const centreX = references[i]! + width / 2;
    const centreY = references[i + 1]! + height / 2;
    deltas[i] = (weights[0] * (targets[i]! + targetWidth / 2 - centreX)) / width;
    deltas[i + 1] = (weights[1] * (targets[i + 1]! + targetHeight / 2 - centreY)) / height;
    deltas[i + 2] = weights[2] * Math.log(targetWidth / width);
    deltas[i + 3] = weights[3] * Math.log(targetHeight / height);
  }
  return deltas;
}

/**
 * Applies deltas to reference boxes. dw and dh are limited to {@link maxSizeDelta}, dx and dy not at all; the result is not clipped.
 * @param references `[R * 4]`.
 * @param deltas `[R * 4]`, or class-specific `[R * K * 4]`: K is read from the length.
 * @returns as `deltas`, rows of corner boxes.
 * @throws RangeError where `deltas` is no whole multiple of `references`.
 */
export function decodeBoxes(references: BoxRowsXYXY, deltas: Float32Array, weights: BoxCoderWeights): BoxRowsXYXY {
  if (references.length === 0 ? deltas.length > 0 : deltas.length % references.length > 0) {
    throw new RangeError(`${deltas.length} deltas do not fit ${references.length / 4} reference boxes`);
  }
  const perReference = references.length === 0 ? 0 : deltas.length / references.length;
  const boxes: BoxRowsXYXY = new Float32Array(deltas.length);
  for (let r = 0; r < references.length / 4; r++) {
    const width = references[r * 4 + 2]! - references[r * 4]!;
    const height = references[r * 4 + 3]! - references[r * 4 + 1]!;
    const centreX = references[r * 4]! + width / 2;
    const centreY = references[r * 4 + 1]! + height / 2;
    for (let k = 0; k < perReference; k++) {
      const i = (r * perReference + k) * 4;
      const x = centreX + (deltas[i]! / weights[0]) * width;
      const y = centreY + (deltas[i + 1]! / weights[1]) * height;
      const halfWidth = (Math.exp(Math.min(deltas[i + 2]! / weights[2], maxSizeDelta)) * width) / 2;
      const halfHeight = (Math.exp(Math.min(deltas[i + 3]! / weights[3], maxSizeDelta)) * height) / 2;
      boxes[i] = x - halfWidth;
      boxes[i + 1] = y - halfHeight;
      boxes[i + 2] = x + halfWidth;
      boxes[i + 3] = y + halfHeight;
    }
  }
  return boxes;
}
