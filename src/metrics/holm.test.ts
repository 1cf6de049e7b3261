import { expect, test } from 'vitest';
import { holmAdjusted } from './holm';

test('as the definition has it, in the order of the tests', () => {
  // Sorted .005 .01 .03 .04, times 4 3 2 1, never falling.
  const adjusted = [0.03, 0.06, 0.06, 0.02];
  holmAdjusted([0.01, 0.04, 0.03, 0.005]).forEach((p, at) => expect(p).toBeCloseTo(adjusted[at]!, 12));
});

test('none exceeds 1, equal ones stay equal, and no test gives none', () => {
  expect(holmAdjusted([0.5, 0.6, 0.9])).toEqual([1, 1, 1]);
  expect(holmAdjusted([0.01, 0.01])).toEqual([0.02, 0.02]);
  expect(holmAdjusted([])).toEqual([]);
});
