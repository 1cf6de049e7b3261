import { expect, test } from 'vitest';
import { studentBound, studentWithin } from './student-t';

test.each([
  // Two-sided 95 % points of printed tables (Fisher and Yates).
  [1, 12.706204736],
  [2, 4.30265273],
  [3, 3.182446305],
  [4, 2.776445105],
  [5, 2.570581836],
  [9, 2.262157163],
  [30, 2.042272456],
])('with %i degrees, 95 %% lie within ±%f', (degrees, bound) => {
  expect(studentBound(0.95, degrees)).toBeCloseTo(bound, 8);
  expect(studentWithin(bound, degrees)).toBeCloseTo(0.95, 9);
});

test('with one degree it is Cauchy’s, with two it is t/√(2 + t²), and its sign does not matter', () => {
  for (const t of [0, 0.3, 1, 7.5]) {
    expect(studentWithin(t, 1)).toBeCloseTo((2 / Math.PI) * Math.atan(t), 12);
    expect(studentWithin(-t, 2)).toBeCloseTo(t / Math.sqrt(2 + t * t), 12);
  }
});

test('its density, summed, is the share within', () => {
  // Γ(5/2)/(√(4π) Γ(2)) is 3/8: the density at 0 with four degrees.
  const density = (t: number) => (3 / 8) * (1 + (t * t) / 4) ** -2.5;
  const width = 1e-4;
  let sum = 0;
  for (let t = width / 2; t < 2; t += width) sum += 2 * width * density(t);
  expect(studentWithin(2, 4)).toBeCloseTo(sum, 6);
});
