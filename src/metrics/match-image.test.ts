import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { fromImageRows, toImageRows } from './image-rows';
import { matchImage } from './match-image';
import type { MatchRule } from './match-rule';

const box = (x: number, y = 0, size = 10) => boxXYXY(x, y, x + size, y + size);
const gt = (x: number, difficult = false) => ({ classIndex: 0, box: box(x), ...(difficult ? { difficult } : {}) });
const found = (score: number, x: number) => ({ classIndex: 0, score, box: box(x) });
const coco: MatchRule = { by: 'coco', iouThresh: 0.5, maxDetections: 100 };

const verdicts = (
  gtBoxes: readonly { readonly classIndex: number; readonly box: ReturnType<typeof box> }[],
  scored: readonly ReturnType<typeof found>[],
  rule: MatchRule,
) => matchImage({ gtBoxes, detections: scored }, 0, rule).map(({ score, gt: object }) => [score, object]);

it('an image is matched once for each class and rule', () => {
  const rows = toImageRows({ width: 64, height: 48 }, [gt(0)], [found(0.5, 1)]);
  expect(fromImageRows(rows)).toBe(fromImageRows(rows));
  expect(matchImage(fromImageRows(rows), 0, coco)).toBe(matchImage(fromImageRows(rows), 0, { ...coco }));
  expect(matchImage(fromImageRows(rows), 0, coco)).not.toBe(matchImage(fromImageRows(rows), 1, coco));
});

it('by COCO a crowd takes any number of detections that lie in it, after the objects', () => {
  const crowd = { classIndex: 0, box: box(0, 0, 100), difficult: true };
  const detections = [found(0.9, 0), found(0.8, 20), found(0.7, 40), found(0.6, 150), found(0.5, 50)];
  expect(verdicts([crowd, gt(50)], detections, coco)).toEqual([
    [expect.closeTo(0.6, 6), -1],
    [0.5, 1],
  ]);
  // IoU with the crowd is 1/100: by VOC these are mistakes.
  expect(verdicts([crowd, gt(50)], detections, { by: 'voc', iouThresh: 0.5 })).toHaveLength(5);
});

it('of objects that a detection overlaps equally, COCO takes the last and VOC the first', () => {
  const detections = [found(0.5, 2)];
  expect(verdicts([gt(0), gt(4)], detections, coco)).toEqual([[0.5, 1]]);
  expect(verdicts([gt(0), gt(4)], detections, { by: 'voc', iouThresh: 0.5 })).toEqual([[0.5, 0]]);
});

it('by the paper’s evaluator objects are one pixel larger to the left and the top', () => {
  // Exactly on the object: 10 × 10 of 11 × 11 pixels.
  const [match] = matchImage({ gtBoxes: [gt(0)], detections: [found(0.5, 0)] }, 0, { by: 'reference', iouThresh: 0.5 });
  expect(match?.iou).toBeCloseTo(100 / 121, 12);
});
