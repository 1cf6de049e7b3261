import { expect, test } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { confidenceBins, detectionCalibrationError } from './confidence-bins';
import type { EvaluatedImage } from './evaluated-image';

const object = boxXYXY(0, 0, 10, 10);
const elsewhere = boxXYXY(50, 50, 60, 60);

/** One image for each detection, which finds the image's one object or nothing. */
const images = (detections: readonly (readonly [score: number, finds: boolean, classIndex?: number])[]) =>
  detections.map(([score, finds, classIndex = 0]): EvaluatedImage => ({
    gtBoxes: [{ classIndex, box: object }],
    detections: [{ classIndex, score, box: finds ? object : elsewhere }],
  }));

test('by hand: two bins, weighted by what lies in them', () => {
  // Bin .6 to .7: precision ½, mean score .65, bin .9 to 1: precision 1, mean score .925.
  const bins = confidenceBins(
    images([
      [0.625, true],
      [0.675, false, 1],
      [0.9375, true],
      [0.9125, true, 1],
    ]),
    2,
  );
  expect(bins.map(({ detections }) => detections)).toEqual([0, 0, 0, 0, 0, 0, 2, 0, 0, 2]);
  expect(bins[6]!.hits).toBe(1);
  expect(detectionCalibrationError(bins)).toBeCloseTo(0.5 * (0.65 - 0.5) + 0.5 * (1 - 0.925), 6);
});

test('the last bin holds 1; scores below .05 count nowhere, .05 itself does', () => {
  const bins = confidenceBins(
    images([
      [1, true],
      [0.0625, false],
      [0.046875, false],
    ]),
    1,
  );
  expect(bins.map(({ detections }) => detections)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  expect(detectionCalibrationError(bins)).toBeCloseTo(0.0625 / 2, 9);
});

test('a second detection of an object, and one of the wrong class, are false', () => {
  const image: EvaluatedImage = {
    gtBoxes: [{ classIndex: 0, box: object }],
    detections: [
      { classIndex: 0, score: 0.75, box: object },
      { classIndex: 0, score: 0.71875, box: object },
      { classIndex: 1, score: 0.78125, box: object },
    ],
  };
  expect(confidenceBins([image], 2)[7]).toEqual({ detections: 3, hits: 1, scores: 2.25 });
});

test('without detections there is none', () => {
  expect(detectionCalibrationError(confidenceBins([], 3))).toBeNull();
});
