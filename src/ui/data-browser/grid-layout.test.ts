import { expect, test } from 'vitest';
import { gap, gridLayout, scrollTo, tileAfterKey, tileHeight, tilesInSight } from './grid-layout';

const pitch = tileHeight + gap;
const layout = gridLayout(10_000, 900);

test('tiles fill the width in as many columns as fit', () => {
  expect(layout).toMatchObject({ columns: 5, rows: 2000, height: 2000 * pitch - gap });
  expect(5 * layout.tileWidth + 4 * gap).toBe(900);
  expect(gridLayout(0, 900)).toMatchObject({ rows: 0, height: 0 });
  expect(gridLayout(3, 100)).toMatchObject({ columns: 1, rows: 3 });
});

test('only what is in sight is drawn, and a row more at either end', () => {
  expect(tilesInSight(layout, 10_000, 0, 2 * pitch)).toEqual([0, 15]);
  expect(tilesInSight(layout, 10_000, 1000.5 * pitch, 2 * pitch)).toEqual([999 * 5, 1004 * 5]);
  expect(tilesInSight(gridLayout(7, 900), 7, 0, 500)).toEqual([0, 7]);
  // What was scrolled far down, and then filtered.
  expect(tilesInSight(gridLayout(7, 900), 7, 90_000, 500)).toEqual([7, 7]);
});

test('a tile out of sight is brought to the nearer edge', () => {
  expect(scrollTo(layout, 2, 0, 500)).toBeNull();
  expect(scrollTo(layout, 2, 100, 500)).toBe(0);
  expect(scrollTo(layout, 50, 0, 500)).toBe(10 * pitch + tileHeight - 500);
});

test('arrows, pages and ends lead from tile to tile', () => {
  const few = gridLayout(13, 900);
  const from = (at: number) => (key: string) => tileAfterKey(key, at, 13, few, 2 * pitch);
  expect(
    ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'x'].map(from(6)),
  ).toEqual([5, 7, 1, 11, 0, 12, 0, 12, null]);
  // Below the fourth of the second row there is none.
  expect(from(8)('ArrowDown')).toBe(8);
  expect([from(0)('ArrowLeft'), from(12)('ArrowRight'), from(3)('ArrowUp')]).toEqual([0, 12, 3]);
});
