import { expect, test } from 'vitest';
import { nextDifference, orderScenes } from './scene-order';
import type { SceneChange } from './scene-outcome';

const change = (gained: number, lost: number): SceneChange => ({
  gained,
  lost,
  foundBy: { a: lost, b: gained },
  objects: 5,
});
const changes = [change(0, 0), change(1, 0), null, change(1, 2), change(0, 1), change(0, 0)];

test('by difference the most different scene is first, equal ones stay in order, unknown ones are last', () => {
  expect(orderScenes(changes, 'difference')).toEqual([3, 1, 4, 0, 5, 2]);
  expect(orderScenes(changes, 'listed')).toEqual([0, 1, 2, 3, 4, 5]);
});

test('the next scene that differs is found in either direction, over the ends', () => {
  const order = orderScenes(changes, 'listed');
  expect(nextDifference(order, changes, 0, 1)).toEqual({ kind: 'differs', index: 1 });
  expect(nextDifference(order, changes, 1, 1)).toEqual({ kind: 'unknown', index: 2 });
  expect(nextDifference(order, changes, 4, 1)).toEqual({ kind: 'differs', index: 1 });
  expect(nextDifference(order, changes, 0, -1)).toEqual({ kind: 'differs', index: 4 });
  expect(nextDifference(order, changes, 1, -1)).toEqual({ kind: 'differs', index: 4 });
});

test('from a scene that the gallery does not show, the first or the last one that differs is next', () => {
  const order = orderScenes(changes, 'listed');
  expect(nextDifference(order, changes, 99, 1)).toEqual({ kind: 'differs', index: 1 });
});

test('where no other scene differs there is none', () => {
  const same = [change(0, 0), change(1, 0), change(0, 0)];
  expect(nextDifference([0, 1, 2], same, 1, 1)).toEqual({ kind: 'none' });
});
