import { describe, expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { evaluateVoc, type EvaluatedImage } from './voc-evaluation';

const gt = (classIndex: number, x: number, size = 10) => ({ classIndex, box: boxXYXY(x, 0, x + size, size) });
const found = (classIndex: number, score: number, x: number, size = 10) => ({ ...gt(classIndex, x, size), score });

function hitsOf(images: readonly EvaluatedImage[], options?: Parameters<typeof evaluateVoc>[2]): number[] {
  return [...evaluateVoc(images, ['car'], options).classes[0]!.truePositives];
}

describe('evaluateVoc', () => {
  it('ranks over the whole set', () => {
    const { classes } = evaluateVoc(
      [
        { gtBoxes: [gt(0, 0)], detections: [found(0, 0.5, 0), found(0, 0.75, 50)] },
        { gtBoxes: [gt(0, 20), gt(0, 40)], detections: [found(0, 0.875, 21)] },
      ],
      ['car'],
    );
    expect(classes[0]).toMatchObject({ className: 'car', gtCount: 3 });
    expect([...classes[0]!.scores]).toEqual([0.875, 0.75, 0.5]);
    expect([...classes[0]!.truePositives]).toEqual([1, 0, 1]);
    expect(classes[0]!.ap!['voc-area']).toBeCloseTo(1 / 3 + (2 / 3) * (1 / 3), 12);
  });

  it('counts a second detection of the same box as false', () => {
    expect(hitsOf([{ gtBoxes: [gt(0, 0)], detections: [found(0, 0.5, 0), found(0, 0.75, 1)] }])).toEqual([1, 0]);
  });

  it('looks only at the box it overlaps best, even when a second one would do', () => {
    const gtBoxes = [gt(0, 0), gt(0, 2)];
    expect(hitsOf([{ gtBoxes, detections: [found(0, 0.75, 0), found(0, 0.5, 0.5)] }])).toEqual([1, 0]);
  });

  it('wants an IoU strictly above the threshold', () => {
    const half = [
      {
        gtBoxes: [{ classIndex: 0, box: boxXYXY(0, 0, 10, 10) }],
        detections: [{ classIndex: 0, score: 1, box: boxXYXY(0, 0, 10, 5) }],
      },
    ];
    expect(hitsOf(half)).toEqual([0]);
    expect(hitsOf(half, { iouThresh: 0.49 })).toEqual([1]);
    // One pixel more on both: 11 × 6 of 11 × 11 is above one half.
    expect(hitsOf(half, { pixelConvention: 'inclusive' })).toEqual([1]);
  });

  it('leaves difficult boxes out on both sides', () => {
    const { classes } = evaluateVoc(
      [{ gtBoxes: [{ ...gt(0, 0), difficult: true }, gt(0, 50)], detections: [found(0, 0.75, 0), found(0, 0.5, 50)] }],
      ['car'],
    );
    expect(classes[0]).toMatchObject({ gtCount: 1, ap: { voc2007: 1, 'voc-area': 1, coco101: 1 } });
  });

  it('averages over the classes that have ground truth', () => {
    const images = [{ gtBoxes: [gt(0, 0), gt(1, 0)], detections: [found(0, 0.5, 0), found(2, 0.75, 0)] }];
    const { classes, meanAp } = evaluateVoc(images, ['car', 'bus', 'bike']);
    expect(classes.map(({ ap }) => ap?.voc2007 ?? null)).toEqual([1, 0, null]);
    expect(meanAp).toEqual({ voc2007: 0.5, 'voc-area': 0.5, coco101: 0.5 });
    expect(evaluateVoc([], ['car']).meanAp).toBeNull();
  });
});
