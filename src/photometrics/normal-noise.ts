import { noiseKey, noiseWords } from './counter-noise';
import { fixedWhite, toByte } from './fixed-image';
import { normalLevels } from './normal-levels';

/** Of the draws for noise. */
export const noiseStream = 0;

/** One word of 32 bits for each pixel: its lowest thirty bits are the draws of red, green and blue, ten each, from 0 to 1023. */
export function pixelWords(pixelCount: number, seed: number): Int32Array {
  return noiseWords(pixelCount, noiseKey(seed), noiseStream);
}

/**
 * An image of 8.8 bits with normal noise, rounded to 8 bits.
 * @param deviation as a share of white
 */
export function noisyBytes(pixels: Uint16Array, deviation: number, seed: number): Uint8Array {
  const data = new Uint8Array(pixels.length);
  const words = pixelWords(pixels.length / 3, seed);
  const scaled = Int32Array.from(normalLevels, (level) => Math.floor(level * deviation * fixedWhite + 0.5));
  for (let pixel = 0, at = 0; at + 2 < data.length; pixel++, at += 3) {
    const word = words[pixel]!;
    data[at] = toByte(pixels[at]! + scaled[word & 1023]!);
    data[at + 1] = toByte(pixels[at + 1]! + scaled[(word >>> 10) & 1023]!);
    data[at + 2] = toByte(pixels[at + 2]! + scaled[(word >>> 20) & 1023]!);
  }
  return data;
}
