import { expect, test } from 'vitest';
import { boxXYXY } from '../../geometry/box';
import { cropAround } from './crop-window';

test('a crop shows the box and its surroundings, inside the picture', () => {
  expect(cropAround(boxXYXY(100, 100, 150, 120), 256, 256)).toEqual({ left: 77.5, top: 62.5, side: 95 });
  expect(cropAround(boxXYXY(0, 0, 4, 8), 256, 256)).toEqual({ left: 0, top: 0, side: 56 });
  expect(cropAround(boxXYXY(200, 0, 256, 256), 256, 256)).toEqual({ left: 0, top: 0, side: 256 });
});
