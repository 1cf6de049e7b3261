import { fillNoise, noiseKey } from './counter-noise';
import { fixedWhite } from './fixed-image';
import { normalLevels } from './normal-levels';
import { Scratch } from './scratch';

/** Of the draws for noise. */
export const noiseStream = 0;

/** Pixels whose noise is made at a time: an even number that stays in the fastest memory. */
const wordsAtOnce = 2048;

const draws = new Scratch((length) => new Int32Array(length));

/**
 * One word of 32 bits for each pixel: its lowest thirty bits are the draws of red, green and blue, ten each, from 0 to 1023. The words are good
 * until the next call.
 */
export function pixelWords(pixelCount: number, seed: number): Int32Array {
  const words = draws.take(pixelCount + (pixelCount % 2));
  fillNoise(words, noiseKey(seed), noiseStream);
  return words;
}

/**
 * An image of 8.8 bits with normal noise, rounded to 8 bits.
 * @param deviation as a share of white
 */
export function noisyBytes(pixels: Uint16Array, deviation: number, seed: number): Uint8Array {
  const data = new Uint8Array(pixels.length);
  const key = noiseKey(seed);
  const scaled = Int32Array.from(normalLevels, (level) => Math.floor(level * deviation * fixedWhite + 0.5));
  // A clamped view cuts off what is below black and above white.
  const clamped = new Uint8ClampedArray(data.buffer);
  const words = new Int32Array(wordsAtOnce);
  for (let first = 0; 3 * first < data.length; first += wordsAtOnce) {
    fillNoise(words, key, noiseStream, first / 2);
    const end = Math.min(data.length, 3 * (first + wordsAtOnce));
    for (let pixel = 0, at = 3 * first; at + 2 < end; pixel++, at += 3) {
      const word = words[pixel]!;
      clamped[at] = (pixels[at]! + scaled[word & 1023]! + 128) >> 8;
      clamped[at + 1] = (pixels[at + 1]! + scaled[(word >>> 10) & 1023]! + 128) >> 8;
      clamped[at + 2] = (pixels[at + 2]! + scaled[(word >>> 20) & 1023]! + 128) >> 8;
    }
  }
  return data;
}
