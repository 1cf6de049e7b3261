import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { flipBox, flipHorizontally } from './flip-image';

it('mirrors pixels and boxes, and twice is nothing', () => {
  const image = { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) };
  const box = boxXYXY(0, 0, 1.25, 1);
  const flipped = flipHorizontally(image);
  expect(flipped).toEqual({ width: 3, height: 1, data: Uint8Array.of(7, 8, 9, 4, 5, 6, 1, 2, 3) });
  expect(flipHorizontally(flipped)).toEqual(image);
  expect(flipBox(box, 3)).toEqual([1.75, 0, 3, 1]);
  expect(flipBox(flipBox(box, 3), 3)).toEqual(box);
});
