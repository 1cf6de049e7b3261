import { expect, test } from 'vitest';
import { compareDetections } from './detection-comparison';

test('a pair has the same class and nearly the same box', () => {
  const found = compareDetections(
    [
      [
        [2, 0.9, 0, 0, 100, 100],
        [2, 0.5, 0, 0, 50, 50],
      ],
      [[0, 0.4, 10, 10, 20, 20]],
    ],
    [
      [
        // Its IoU with the first is 0.995; the box of the second is half as wide.
        [2, 0.875, 0, 0, 99.5, 100],
        [2, 0.5, 0, 0, 25, 50],
      ],
      [
        [1, 0.4, 10, 10, 20, 20],
        [1, 0.3, 0, 0, 5, 5],
      ],
    ],
  );
  expect(found).toEqual({ images: 2, ours: 3, twin: 4, pairs: 1, largestScoreDifference: expect.closeTo(0.025, 12) });
});

test('lists of other images are refused', () => {
  expect(() => compareDetections([[]], [])).toThrow('1 images here, 0 in PyTorch.');
});
