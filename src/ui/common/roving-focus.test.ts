import { expect, test } from 'vitest';
import { itemAfterKey } from './roving-focus';

/** Five items in rows of three; tops of a row differ a little. */
const boxes = [0, 1, 2, 3, 4].map((at) => ({ left: (at % 3) * 80, top: Math.floor(at / 3) * 90 + (at % 2) }));
const after = (key: string, at: number) => itemAfterKey(key, at, boxes);

test('left and right lead to the next item, also over the end of a row, and stop at both ends', () => {
  expect([after('ArrowRight', 2), after('ArrowLeft', 3), after('ArrowLeft', 0), after('ArrowRight', 4)]).toEqual([
    3, 2, 0, 4,
  ]);
});

test('up and down lead to the nearest item of the next row, and nowhere beyond the last', () => {
  expect([after('ArrowDown', 1), after('ArrowUp', 3), after('ArrowDown', 2)]).toEqual([4, 0, 4]);
  expect([after('ArrowUp', 1), after('ArrowDown', 4)]).toEqual([1, 4]);
});

test('Home and End lead to both ends; other keys move nothing', () => {
  expect([after('Home', 3), after('End', 0), after('a', 1), after('Tab', 1)]).toEqual([0, 4, null, null]);
});
