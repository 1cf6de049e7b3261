import { expect, test } from 'vitest';
import { pairedT } from './paired-t';

test('Student’s own sleep data: 1.58 [0.70, 2.46], p = .00283', () => {
  // Differences of the two drugs by patient (Student 1908), as R's t.test prints them.
  const found = pairedT([1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4])!;
  expect(found.mean).toBeCloseTo(1.58, 12);
  expect(found.interval.low).toBeCloseTo(0.7001142, 6);
  expect(found.interval.high).toBeCloseTo(2.4598858, 6);
  expect(found.p).toBeCloseTo(0.002833, 6);
});

test('one difference says nothing of its spread; equal ones leave none', () => {
  expect(pairedT([0.3])).toBeNull();
  expect(pairedT([2, 2, 2])).toEqual({ mean: 2, interval: { low: 2, high: 2 }, p: 0 });
  expect(pairedT([0, 0])).toEqual({ mean: 0, interval: { low: 0, high: 0 }, p: 1 });
});
