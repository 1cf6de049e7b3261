import { expect, it } from 'vitest';
import { clipBoxes, nonemptyIndices, scaleBoxes, takeRows } from './clip-boxes';

const boxes = Float32Array.of(-5, -5, 5, 5, 90, 40, 120, 60, 110, 10, 120, 20);

it('clips x to the width and y to the height', () => {
  expect([...clipBoxes(boxes, 100, 50)]).toEqual([0, 0, 5, 5, 90, 40, 100, 50, 100, 10, 100, 20]);
});

it('finds the rows that are left', () => {
  expect([...nonemptyIndices(clipBoxes(boxes, 100, 50))]).toEqual([0, 1]);
  expect([...nonemptyIndices(clipBoxes(boxes, 100, 50), 5)]).toEqual([1]);
  expect([...nonemptyIndices(Float32Array.of(NaN, 0, 1, 1))]).toEqual([]);
});

it('scales each axis', () => {
  expect([...scaleBoxes(Float32Array.of(1, 2, 3, 4), 10, 100)]).toEqual([10, 200, 30, 400]);
});

it('takes rows in the given order', () => {
  expect([...takeRows(boxes, [2, 0])]).toEqual([110, 10, 120, 20, -5, -5, 5, 5]);
});
