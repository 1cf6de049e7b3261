import { expect, test } from 'vitest';
import { budget } from '../reproduce/rows';
import { recipe } from './recipe';

test('at the steps of the table the recipe is the table’s own', () => {
  expect(recipe(500, 3)).toEqual({ ...budget.training, seed: 3 });
});

test('with more steps the warm-up stays, and the learning rate falls at the same shares', () => {
  expect(recipe(2500, 4)).toMatchObject({ steps: 2500, warmupSteps: 50, learningRateDrops: [1800, 2300], seed: 4 });
});
