import { expect, test } from 'vitest';
import { largestDifference } from './largest-difference';

test('the largest difference counts against the largest value', () => {
  expect(largestDifference(Float32Array.of(1, 4.5), Float32Array.of(1, 4))).toBe(0.125);
  expect(largestDifference(Float32Array.of(-2), Float32Array.of(-2))).toBe(0);
});

test('NaN is no agreement, and neither are other lengths', () => {
  expect(largestDifference(Float32Array.of(NaN), Float32Array.of(1))).toBeNaN();
  expect(() => largestDifference(Float32Array.of(1), Float32Array.of(1, 2))).toThrow(RangeError);
  expect(() => largestDifference(new Float32Array(), new Float32Array())).toThrow(RangeError);
});
