import type { RgbImage } from '../../geometry/rgb-image';
import { roundByte } from './round-byte';

/**
 * The image in cells of one colour, the mean of their pixels; a pixel belongs to the cell in which its centre lies.
 * @param scale cells over pixels in each direction, up to 1
 */
export function pixelate({ width, height, data }: RgbImage, scale: number): RgbImage {
  const columns = cellsOf(width, scale);
  const rows = cellsOf(height, scale);
  const across = columns[width - 1]! + 1;
  const sums = new Float64Array(3 * across * (rows[height - 1]! + 1));
  const counts = new Uint32Array(sums.length / 3);
  const cellAt = (x: number, y: number) => rows[y]! * across + columns[x]!;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const cell = cellAt(x, y);
      counts[cell]!++;
      for (let channel = 0; channel < 3; channel++) sums[3 * cell + channel]! += data[3 * (y * width + x) + channel]!;
    }
  const means = Uint8Array.from(sums, (sum, at) => roundByte(sum / counts[Math.floor(at / 3)]!));
  const pixelated = Uint8Array.from(data, (_, at) => {
    const pixel = Math.floor(at / 3);
    return means[3 * cellAt(pixel % width, Math.floor(pixel / width)) + (at % 3)]!;
  });
  return { width, height, data: pixelated };
}

/** The cell of each of `pixels` pixels along one side. */
function cellsOf(pixels: number, scale: number): Int32Array {
  const cells = Math.max(1, Math.floor(pixels * scale));
  return Int32Array.from({ length: pixels }, (_, at) => Math.floor(((at + 0.5) * cells) / pixels));
}
