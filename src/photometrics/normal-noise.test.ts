import { expect, test } from 'vitest';
import { fillNoise, noiseKey } from './counter-noise';
import { fixedOne } from './fixed-image';
import { normalLevels } from './normal-levels';
import { noiseStream, noisyBytes } from './normal-noise';

test('a pixel’s noise is that of its number, however many pixels are made at a time', () => {
  const pixels = 5001;
  const seed = 2 ** 33 + 7;
  const words = new Int32Array(pixels + 1);
  fillNoise(words, noiseKey(seed), noiseStream);
  const grey = new Uint16Array(3 * pixels).fill(128 * fixedOne);
  const expected = Array.from(grey, (_, at) => {
    const level = (words[Math.floor(at / 3)]! >>> (10 * (at % 3))) & 1023;
    return Math.floor(128.5 + Math.floor(normalLevels[level]! * 0.05 * 255 * 256 + 0.5) / 256);
  });
  expect([...noisyBytes(grey, 0.05, seed)]).toEqual(expected);
});
