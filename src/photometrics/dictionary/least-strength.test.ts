import { expect, test } from 'vitest';
import { leastStrength } from './least-strength';

test('a quarter of the way, on straight lines through strengths 0, ½ and 1', () => {
  // In proportion to its strength: a quarter of it.
  expect(leastStrength(0.5, 1)).toBe(0.25);
  // Three quarters of the way by ½: a third of ½.
  expect(leastStrength(0.75, 1)).toBeCloseTo(1 / 6, 12);
  // Nothing by ½: a quarter of the second half.
  expect(leastStrength(0, 1)).toBe(0.625);
  expect(leastStrength(0, 0)).toBe(0.25);
});
