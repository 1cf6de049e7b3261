import { expect, test } from 'vitest';
import { boxXYXY } from '../../src/geometry/box';
import { iou } from '../../src/geometry/iou';
import { Random } from '../../src/math/random';
import { jitteredBox } from './jittered-boxes';

const image = { width: 256, height: 256 };
const range = { least: 0.7, most: 0.9 };

test('jittered boxes stay inside the image, with an IoU evenly over the range', () => {
  const random = new Random(3);
  const ious: number[] = [];
  for (let round = 0; round < 1000; round++) {
    const [x, y] = [random.uniform(0, 200), random.uniform(0, 200)];
    const box = boxXYXY(x, y, Math.min(256, x + random.uniform(8, 90)), Math.min(256, y + random.uniform(8, 90)));
    const moved = jitteredBox(box, image, range, random);
    for (const [at, value] of moved.entries()) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(at % 2 === 0 ? image.width : image.height);
    }
    ious.push(iou(box, moved));
  }
  expect(Math.min(...ious)).toBeGreaterThan(0.698);
  expect(Math.max(...ious)).toBeLessThan(0.902);
  for (const cut of [0.75, 0.8, 0.85]) {
    const below = ious.filter((value) => value < cut).length / ious.length;
    expect(Math.abs(below - (cut - 0.7) / 0.2)).toBeLessThan(0.06);
  }
});

test('the same seed jitters the same way', () => {
  const box = boxXYXY(20, 20, 60, 50);
  expect(jitteredBox(box, image, range, new Random(5))).toEqual(jitteredBox(box, image, range, new Random(5)));
});
