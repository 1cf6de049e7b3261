import { expect, test } from 'vitest';
import { compareValues } from './compare-values';

const tolerance = { relative: 0.01, ofLargest: 0.001 };

test('differences are told in units of what the tolerance allows', () => {
  const { worst, difference } = compareValues([1.011, 0], [1, 0.0005], tolerance);
  expect(worst).toBeCloseTo(1);
  expect(difference).toBeCloseTo(0.011);
  expect(compareValues([1e-9, 0], [1e-9, 1e-9], tolerance).worst, 'a small gradient that is missing').toBeGreaterThan(
    50,
  );
  expect(compareValues([1.03, 2], [1, 2], tolerance).worst).toBeGreaterThan(1);
});

test('what is no number is infinitely wrong', () => {
  expect(compareValues([Number.NaN], [1], tolerance).worst).toBe(Infinity);
  expect(compareValues([Infinity], [1], tolerance).worst).toBe(Infinity);
});

test('nothing is learned from zeros, or from another number of values', () => {
  expect(() => compareValues([0, 0], [0, 0], tolerance)).toThrow('zero');
  expect(() => compareValues([1], [1, 2], tolerance)).toThrow('1 values came where 2 are expected');
});
