import { expect, it } from 'vitest';
import { Random } from '../math/random';
import { mean } from '../math/statistics';
import { bootstrapInterval } from './bootstrap';

it('covers the mean about as widely as theory says', () => {
  const random = new Random(1);
  const values = Float64Array.from({ length: 400 }, () => random.normal());
  const statistic = (indices: Uint32Array) => mean(Float64Array.from(indices, (i) => values[i]!));
  const interval = bootstrapInterval(400, statistic, { random, resamples: 500 })!;
  expect(interval.low).toBeLessThan(mean(values));
  expect(interval.high).toBeGreaterThan(mean(values));
  expect(interval.high - interval.low).toBeCloseTo((2 * 1.96) / 20, 1);
});

const run = () => bootstrapInterval(5, (indices) => indices[0]!, { random: new Random(9), resamples: 20 });

it('is the same for the same seed, and null where there is nothing to say', () => {
  expect(run()).toEqual(run());
  expect(bootstrapInterval(0, () => 1, { random: new Random(0) })).toBeNull();
  expect(bootstrapInterval(3, () => NaN, { random: new Random(0), resamples: 5 })).toBeNull();
});
