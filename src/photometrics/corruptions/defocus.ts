import type { RgbImage } from '../../geometry/rgb-image';
import { roundByte } from './round-byte';

/** One row of a disc: weight `middle` on 2 · side + 1 pixels, and `edge` on the next at both ends. */
interface DiscRow {
  readonly dy: number;
  readonly middle: number;
  readonly side: number;
  readonly edge: number;
}

/** The rows of a disc of that radius around the centre of a pixel; each reaches as far as the circle does in the mean over the row. */
function discRows(radius: number): readonly DiscRow[] {
  const rows: DiscRow[] = [];
  const last = Math.ceil(radius - 0.5);
  for (let dy = -last; dy <= last; dy++) {
    const reach = halfDisc(radius, dy + 0.5) - halfDisc(radius, dy - 0.5);
    const side = Math.max(0, Math.floor(reach - 0.5));
    rows.push({ dy, middle: Math.min(1, 2 * reach), side, edge: Math.max(0, reach - 0.5 - side) });
  }
  return rows;
}

/** Area of the right half of a disc from its middle up to `y`: ∫ √(r² − y²). */
function halfDisc(radius: number, y: number): number {
  const at = Math.min(radius, Math.max(-radius, y));
  return (at * Math.sqrt(radius * radius - at * at) + radius * radius * Math.asin(at / radius)) / 2;
}

/**
 * The mean over a disc around each pixel; beyond the edge the outermost pixel goes on.
 * @param radius in pixels, positive
 */
export function defocus({ width, height, data }: RgbImage, radius: number): RgbImage {
  const rows = discRows(radius);
  const area = rows.reduce((sum, { middle, side, edge }) => sum + middle * (2 * side + 1) + 2 * edge, 0);
  const margin = Math.floor(radius) + 1;
  const sums = rowSums(data, width, height, margin);
  const stride = 3 * (width + 2 * margin + 1);
  const blurred = new Uint8Array(data.length);
  const total = new Float64Array(3 * width);
  for (let y = 0; y < height; y++) {
    total.fill(0);
    for (const { dy, middle, side, edge } of rows) {
      const start = Math.min(height - 1, Math.max(0, y + dy)) * stride;
      const left = start + 3 * (margin - side);
      const right = start + 3 * (margin + side + 1);
      for (let i = 0; i < 3 * width; i++) {
        const ends = sums[left + i]! - sums[left + i - 3]! + (sums[right + i + 3]! - sums[right + i]!);
        total[i]! += middle * (sums[right + i]! - sums[left + i]!) + edge * ends;
      }
    }
    for (let i = 0; i < 3 * width; i++) blurred[y * 3 * width + i] = roundByte(total[i]! / area);
  }
  return { width, height, data: blurred };
}

/** Sums of each row from its left end, with the edge repeated `margin` times at both ends: `[height][width + 2·margin + 1][3]`, the first 0. */
function rowSums(data: Uint8Array, width: number, height: number, margin: number): Int32Array {
  const stride = 3 * (width + 2 * margin + 1);
  const sums = new Int32Array(height * stride);
  for (let y = 0; y < height; y++)
    for (let i = 3; i < stride; i++) {
      const x = Math.min(width - 1, Math.max(0, Math.floor(i / 3) - 1 - margin));
      sums[y * stride + i] = sums[y * stride + i - 3]! + data[(y * width + x) * 3 + (i % 3)]!;
    }
  return sums;
}
