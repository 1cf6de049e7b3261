import { describe, expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { confusionMatrix } from './confusion-matrix';
import type { EvaluatedImage } from './evaluated-image';
import { listFindings } from './findings';
import { matchClass } from './match-class';
import { atThreshold, bestF1, sweepThresholds } from './threshold-sweep';

const rule = { by: 'voc', iouThresh: 0.5 } as const;
const gt = (classIndex: number, x: number) => ({ classIndex, box: boxXYXY(x, 0, x + 10, 10) });
const found = (classIndex: number, score: number, x: number) => ({ ...gt(classIndex, x), score });

// Class 0: one found twice, one missed. Class 1: one called class 0.
const images: readonly EvaluatedImage[] = [
  { gtBoxes: [gt(0, 0), gt(1, 50)], detections: [found(0, 0.5, 1), found(0, 0.75, 0), found(0, 0.625, 50)] },
  { gtBoxes: [gt(0, 20), gt(1, 80)], detections: [found(1, 0.25, 80), found(1, 0.125, 200)] },
];
const classes = [0, 1].map((classIndex) => matchClass(images, classIndex, rule));

describe('threshold sweep', () => {
  const sweep = sweepThresholds(classes);

  it('counts what each threshold keeps, strictly above it', () => {
    expect(atThreshold(sweep, 0)).toMatchObject({ truePositives: 2, falsePositives: 3, misses: 2, precision: 0.4 });
    expect(atThreshold(sweep, 0.625)).toMatchObject({ truePositives: 1, falsePositives: 0, misses: 3, recall: 0.25 });
    expect(atThreshold(sweep, 0.9)).toMatchObject({ truePositives: 0, precision: null, recall: 0, f1: 0 });
  });

  it('names the threshold with the best F1', () => {
    expect(bestF1(sweep)).toMatchObject({ truePositives: 2, falsePositives: 2, f1: 0.5, scoreThresh: 0.1875 });
    expect(bestF1(sweepThresholds([]))).toBeNull();
  });

  it('agrees with a count of the findings at every threshold', () => {
    for (const thresh of [0, 0.125, 0.3, 0.5, 0.7, 1]) {
      const findings = listFindings(images, classes, thresh);
      const count = (kind: string) => findings.filter((finding) => finding.kind === kind).length;
      expect(atThreshold(sweep, thresh)).toMatchObject({
        truePositives: count('true-positive'),
        falsePositives: count('false-positive'),
        misses: count('miss'),
      });
    }
  });
});

it('findings know their object, and misses their best score', () => {
  const findings = listFindings(images, classes, 0.3);
  expect(findings[0]).toMatchObject({ kind: 'true-positive', image: 0, score: 0.75, gtBox: [0, 0, 10, 10], iou: 1 });
  expect(findings.filter(({ kind }) => kind === 'miss')).toMatchObject([
    { image: 1, classIndex: 0, score: 0, box: [20, 0, 30, 10] },
    { image: 0, classIndex: 1, score: 0 },
    { image: 1, classIndex: 1, score: 0.25 },
  ]);
});

it('confusion counts the mistaken, the missed and the invented', () => {
  const { size, counts } = confusionMatrix(images, 2, { scoreThresh: 0.2 });
  expect(size).toBe(3);
  // Rows: class 0, class 1, background.
  expect([...counts]).toEqual([1, 0, 1, 1, 1, 0, 1, 0, 0]);
});
