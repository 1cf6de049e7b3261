import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels, type ScreenRect, type WantedLabel } from './place-labels';

const view = { width: 200, height: 200 };
const height = 15;
const label = (key: string, [x, y, width, boxHeight]: readonly number[], widths = [60, 30]): WantedLabel => ({
  key,
  box: { x: x!, y: y!, width: width!, height: boxHeight! },
  widths,
});
const rectOf = (labels: readonly WantedLabel[], key: string) =>
  placeLabels(labels, view, height).find((placed) => placed.key === key);

test('a label stands above its box, and below it where the picture ends', () => {
  expect(rectOf([label('a', [20, 50, 80, 40])], 'a')).toEqual({
    key: 'a',
    text: 0,
    rect: { x: 20, y: 35, width: 60, height },
  });
  expect(rectOf([label('a', [20, 5, 80, 40])], 'a')?.rect).toMatchObject({ x: 20, y: 45 });
  expect(rectOf([label('a', [150, 50, 40, 40])], 'a')?.rect, 'moved in from the right edge').toMatchObject({
    x: 130,
    y: 35,
  });
});

test('where two boxes lie on each other, the second label goes elsewhere on its box', () => {
  const labels = [label('a', [20, 50, 80, 40]), label('b', [22, 52, 80, 40])];
  expect(rectOf(labels, 'b')?.rect).toMatchObject({ x: 22, y: 92 });
});

test('a label becomes short where the long one has no room, and is left out where even that one has none', () => {
  const narrow = { width: 40, height: 30 };
  const placed = placeLabels(
    ['a', 'b', 'c'].map((key) => label(key, [0, 0, 40, 30])),
    narrow,
    height,
  );
  expect(placed.map(({ key, text }) => [key, text])).toEqual([
    ['a', 1],
    ['b', 1],
  ]);
});

test('a box outside of the view has no label', () => {
  expect(placeLabels([label('a', [300, 10, 50, 50])], view, height)).toEqual([]);
});

const anyLabel = fc.record({
  box: fc.record({
    x: fc.integer({ min: -50, max: 220 }),
    y: fc.integer({ min: -50, max: 220 }),
    width: fc.integer({ min: 1, max: 150 }),
    height: fc.integer({ min: 1, max: 150 }),
  }),
  widths: fc.constantFrom([60, 30], [90, 40], [25]),
});

test('no two labels overlap, each touches its box and lies within the view, whatever the boxes', () => {
  const overlap = (a: ScreenRect, b: ScreenRect) =>
    Math.min(a.x + a.width, b.x + b.width) > Math.max(a.x, b.x) &&
    Math.min(a.y + a.height, b.y + b.height) > Math.max(a.y, b.y);
  const touch = (a: ScreenRect, b: ScreenRect) =>
    Math.min(a.x + a.width, b.x + b.width) >= Math.max(a.x, b.x) &&
    Math.min(a.y + a.height, b.y + b.height) >= Math.max(a.y, b.y);
  fc.assert(
    fc.property(fc.array(anyLabel, { maxLength: 25 }), (boxes) => {
      const labels = boxes.map((one, at): WantedLabel => ({ key: String(at), ...one }));
      const placed = placeLabels(labels, view, height);
      expect(placeLabels(labels, view, height)).toEqual(placed);
      placed.forEach(({ key, rect, text }, at) => {
        const wanted = labels[Number(key)]!;
        expect(rect.width).toBe(wanted.widths[text]);
        expect(touch(rect, wanted.box)).toBe(true);
        expect(rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= 200 && rect.y + height <= 200).toBe(true);
        for (const other of placed.slice(at + 1)) expect(overlap(rect, other.rect)).toBe(false);
      });
    }),
  );
});
