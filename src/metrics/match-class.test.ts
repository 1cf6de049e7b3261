import { describe, expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import type { EvaluatedImage } from './evaluated-image';
import { matchClass } from './match-class';
import type { MatchRule } from './match-rule';

const gt = (x: number, size = 10) => ({ classIndex: 0, box: boxXYXY(x, 0, x + size, size) });
const found = (score: number, x: number, size = 10) => ({ ...gt(x, size), score });

const voc: MatchRule = { by: 'voc', iouThresh: 0.5 };
const coco: MatchRule = { by: 'coco', iouThresh: 0.5, maxDetections: 100 };
const hitsOf = (images: readonly EvaluatedImage[], rule: MatchRule = voc) => [...matchClass(images, 0, rule).hits];

describe('matchClass', () => {
  it('ranks over the whole set, and says what found what', () => {
    const matches = matchClass(
      [
        { gtBoxes: [gt(0)], detections: [found(0.5, 0), found(0.75, 50)] },
        { gtBoxes: [gt(20), gt(40)], detections: [found(0.875, 42)] },
        { gtBoxes: [{ ...gt(0), classIndex: 1 }], detections: [{ ...found(1, 0), classIndex: 1 }] },
      ],
      0,
      voc,
    );
    expect(matches).toMatchObject({ classIndex: 0, gtCount: 3 });
    expect([...matches.gtCounts]).toEqual([1, 2, 0]);
    expect([...matches.scores]).toEqual([0.875, 0.75, 0.5]);
    expect([...matches.hits]).toEqual([1, 0, 1]);
    expect([...matches.images]).toEqual([1, 0, 0]);
    expect([...matches.detections]).toEqual([0, 1, 0]);
    expect([...matches.gt]).toEqual([1, -1, 0]);
    expect([...matches.ious]).toEqual([Math.fround(80 / 120), 0, 1]);
  });

  it.each([voc, coco])('counts a second detection of the same box as false, $by', (rule) => {
    expect(hitsOf([{ gtBoxes: [gt(0)], detections: [found(0.5, 0), found(0.75, 1)] }], rule)).toEqual([1, 0]);
  });

  it('looks by VOC only at the box it overlaps best, by COCO at the best that is free', () => {
    const images = [{ gtBoxes: [gt(0), gt(2)], detections: [found(0.75, 0), found(0.5, 0.5)] }];
    expect(hitsOf(images)).toEqual([1, 0]);
    expect(hitsOf(images, coco)).toEqual([1, 1]);
  });

  it('wants by VOC an IoU strictly above the threshold, by COCO one that reaches it', () => {
    const half = [{ gtBoxes: [gt(0)], detections: [{ classIndex: 0, score: 1, box: boxXYXY(0, 0, 10, 5) }] }];
    expect(hitsOf(half)).toEqual([0]);
    expect(hitsOf(half, coco)).toEqual([1]);
    expect(hitsOf(half, { by: 'voc', iouThresh: 0.49 })).toEqual([1]);
  });

  it.each([voc, coco])('leaves difficult boxes out on both sides, $by', (rule) => {
    const images = [{ gtBoxes: [{ ...gt(0), difficult: true }, gt(50)], detections: [found(0.75, 0), found(0.5, 50)] }];
    expect(matchClass(images, 0, rule)).toMatchObject({ gtCount: 1, hits: Uint8Array.of(1) });
  });

  it('takes by COCO only the best detections of an image', () => {
    const detections = [found(0.25, 0), found(0.75, 50), found(0.5, 80)];
    const rule = { ...coco, maxDetections: 2 };
    expect([...matchClass([{ gtBoxes: [gt(0)], detections }], 0, rule).scores]).toEqual([0.75, 0.5]);
  });
});
