import { expect, it } from 'vitest';
import { betaSample } from './beta';
import { mean } from './statistics';
import { Random } from './random';

it('has the mean and variance of the distribution', () => {
  const random = new Random(1);
  for (const [a, b] of [
    [0.1, 0.1],
    [0.5, 1],
    [1, 1],
  ] as const) {
    const draws = Array.from({ length: 20_000 }, () => betaSample(random, a, b));
    const centre = a / (a + b);
    expect(mean(draws)).toBeCloseTo(centre, 1.5);
    expect(mean(draws.map((x) => (x - centre) ** 2))).toBeCloseTo((a * b) / ((a + b) ** 2 * (a + b + 1)), 2);
    expect(draws.every((x) => x >= 0 && x <= 1)).toBe(true);
  }
});

it('refuses what the method is not made for', () => {
  expect(() => betaSample(new Random(1), 2, 1)).toThrow(RangeError);
  expect(() => betaSample(new Random(1), 0, 1)).toThrow(RangeError);
});
