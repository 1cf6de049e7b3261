import { expect, test } from 'vitest';
import { fillNoise, noiseKey, type NoiseKey } from './counter-noise';

function noiseWords(count: number, key: NoiseKey, stream: number): Int32Array {
  const words = new Int32Array(count + (count % 2));
  fillNoise(words, key, stream);
  return words.slice(0, count);
}

const hex = (words: Int32Array) => [...words].map((word) => (word >>> 0).toString(16));

// Known answers of Random123 (kat_vectors, threefry2x32 20) that a counter from 0 reaches.
test('zero key and zero counter give the published words', () => {
  expect(hex(noiseWords(2, [0, 0], 0))).toEqual(['6b200159', '99ba4efe']);
});

test('a word depends on key, stream and place alone, not on how many are asked for', () => {
  const many = noiseWords(101, noiseKey(2 ** 40 + 3), 5);
  expect(many).toHaveLength(101);
  expect(noiseWords(7, noiseKey(2 ** 40 + 3), 5)).toEqual(many.slice(0, 7));
  expect(noiseWords(7, noiseKey(3), 5)).not.toEqual(many.slice(0, 7));
  expect(noiseWords(7, noiseKey(2 ** 40 + 3), 6)).not.toEqual(many.slice(0, 7));
});

test('a seed is a safe integer', () => {
  expect(noiseKey(2 ** 53 - 1)).toEqual([-1, 2 ** 21 - 1]);
  for (const seed of [-1, 0.5, 2 ** 53]) expect(() => noiseKey(seed)).toThrow('from 0 to 2^53 - 1');
});
