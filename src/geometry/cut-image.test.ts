import { expect, test } from 'vitest';
import { cutImage } from './cut-image';

const image = { width: 4, height: 3, data: Uint8Array.from({ length: 36 }, (_, i) => i) };

test('cuts rows of pixels', () => {
  expect(cutImage(image, 1, 1, 2, 2)).toEqual({
    width: 2,
    height: 2,
    data: Uint8Array.of(15, 16, 17, 18, 19, 20, 27, 28, 29, 30, 31, 32),
  });
  expect(cutImage(image, 0, 0, 4, 3)).toEqual(image);
});

test('refuses what lies outside', () => {
  expect(() => cutImage(image, 3, 0, 2, 1)).toThrow(RangeError);
  expect(() => cutImage(image, 0, 0, 1.5, 1)).toThrow(RangeError);
});
