import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { fromImageRows, toImageRows } from './image-rows';

it('packs an image and gives it back', () => {
  const gtBoxes = [
    { classIndex: 6, box: boxXYXY(1, 2, 30, 40) },
    { classIndex: 2, box: boxXYXY(3, 2, 9, 9), difficult: true },
  ];
  const detections = [
    { classIndex: 6, score: 0.75, box: boxXYXY(1.5, 2.25, 31, 40) },
    { classIndex: 0, score: 0.5, box: boxXYXY(0, 0, 8, 8) },
  ];
  const rows = toImageRows({ width: 64, height: 48 }, gtBoxes, detections);
  expect(rows).toMatchObject({ width: 64, height: 48 });
  expect(fromImageRows(rows)).toEqual({ gtBoxes, detections });
});
