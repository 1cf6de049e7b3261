import { expect, it } from 'vitest';
import { boxXYXY } from '../geometry/box';
import { flipHorizontally } from './flip-image';

it('mirrors pixels and boxes, and twice is nothing', () => {
  const original = {
    id: 'a',
    image: { width: 3, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) },
    gt: [{ classIndex: 2, box: boxXYXY(0, 0, 1.25, 1) }],
  };
  const flipped = flipHorizontally(original);
  expect(flipped).toEqual({
    id: 'a',
    image: { width: 3, height: 1, data: Uint8Array.of(7, 8, 9, 4, 5, 6, 1, 2, 3) },
    gt: [{ classIndex: 2, box: [1.75, 0, 3, 1] }],
  });
  expect(flipHorizontally(flipped)).toEqual(original);
});
