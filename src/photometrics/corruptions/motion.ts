import type { RgbImage } from '../../geometry/rgb-image';
import { fillNoise, noiseKey } from '../counter-noise';
import { roundByte } from './round-byte';

/** Of the draw for the angle. */
const angleStream = 1;

/**
 * Motion along a line whose angle is drawn from −45° to 45°: each pixel is a mean of those behind it, weighted by half a Gaussian. Steps are
 * rounded to whole pixels; beyond the edge the outermost pixel goes on.
 * @param radius in pixels: the line is 2 · radius long
 * @param deviation in pixels, positive
 */
export function motion(image: RgbImage, radius: number, deviation: number, seed: number): RgbImage {
  const { width, height, data } = image;
  const words = new Int32Array(2);
  fillNoise(words, noiseKey(seed), angleStream);
  const angle = ((words[0]! >>> 0) / 2 ** 32 - 0.5) * (Math.PI / 2);
  const taps = Array.from({ length: Math.floor(2 * radius + 0.5) + 1 }, (_, step) => ({
    dx: Math.ceil(step * Math.cos(angle) - 0.5),
    dy: Math.ceil(step * Math.sin(angle) - 0.5),
    weight: Math.exp(-(step * step) / (2 * deviation * deviation)),
  }));
  const sum = taps.reduce((total, { weight }) => total + weight, 0);
  const blurred = new Uint8Array(data.length);
  const line = new Float64Array(3 * width);
  for (let y = 0; y < height; y++) {
    line.fill(0);
    for (const { dx, dy, weight } of taps) {
      const row = Math.min(height - 1, Math.max(0, y + dy)) * width;
      for (let x = 0; x < width; x++) {
        const from = 3 * (row + Math.min(width - 1, x + dx));
        for (let channel = 0; channel < 3; channel++) line[3 * x + channel]! += weight * data[from + channel]!;
      }
    }
    for (let i = 0; i < line.length; i++) blurred[y * line.length + i] = roundByte(line[i]! / sum);
  }
  return { width, height, data: blurred };
}
