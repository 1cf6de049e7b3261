import { expect, test } from 'vitest';
import { leastStrength, targetPreference } from './least-strength';

const vector = (...values: number[]) => Float32Array.from(values);

test('preference is the mean difference of cosines, whatever the length of an embedding', () => {
  const [source, target] = [vector(1, 0), vector(0, 1)];
  expect(targetPreference([vector(0, 7)], source, target)).toBe(1);
  expect(targetPreference([vector(3, 4), vector(10, 0)], source, target)).toBeCloseTo((0.8 - 0.6 - 1) / 2, 6);
});

test('the least strength at which it is positive, in any order; none where there is none', () => {
  expect(leastStrength([0.2, 0.4, 0.6], [-0.1, 0.01, -0.1])).toBe(0.4);
  expect(leastStrength([0.6, 0.4, 0.2], [0.3, 0.2, 0])).toBe(0.4);
  expect(leastStrength([0.2, 0.4], [-0.1, 0])).toBeNull();
});
