import { expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import type { Detection } from '../../geometry/detections';
import { boxOnScreen, drawnBoxes, labelTop } from './drawn-boxes';

const box = boxXYXY(10, 20, 30, 60);
const detection = (region: number, classIndex: number, className: string, score: number): Detection => ({
  region,
  classIndex,
  className,
  score,
  box,
});
const detections = [detection(4, 0, 'car', 0.925), detection(4, 1, 'bus', 0.5), detection(2, 0, 'car', 0.499)];

test('the surest box is drawn last, and keeps its own verdict', () => {
  const verdicts = ['true-positive', 'false-positive', 'true-positive'] as const;
  expect(drawnBoxes(detections, { verdicts })).toEqual([
    { key: '2-0', box, classIndex: 0, isFalse: false, label: 'car 50' },
    { key: '4-1', box, classIndex: 1, isFalse: true, label: 'bus 50 ×' },
    { key: '4-0', box, classIndex: 0, isFalse: false, label: 'car 93' },
  ]);
});

test('nothing is false where the ground truth is unknown', () => {
  expect(drawnBoxes(detections, null).map(({ label }) => label)).toEqual(['car 50', 'bus 50', 'car 93']);
  expect(drawnBoxes([], null)).toEqual([]);
});

test('a box of the image is scaled and moved to the screen', () => {
  expect(boxOnScreen(box, { scale: 2, left: -5, top: 7 })).toEqual({ x: 15, y: 47, width: 40, height: 80 });
  expect(boxOnScreen(boxXYXY(30, 20, 10, 20), { scale: 2, left: 0, top: 0 })).toMatchObject({ width: 0, height: 0 });
});

test('a label stands above its box, and inside where the viewer ends', () => {
  expect([labelTop(100), labelTop(15), labelTop(14.9), labelTop(-3)]).toEqual([85, 0, 14.9, -3]);
});
