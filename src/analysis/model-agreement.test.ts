import { expect, test } from 'vitest';
import { agreesWithGraph } from './model-agreement';

test('a model agrees with its graph from a cosine of 0.999 on', () => {
  expect([1, 0.999, 0.9989, -1, Number.NaN].map(agreesWithGraph)).toEqual([true, true, false, false, false]);
});
