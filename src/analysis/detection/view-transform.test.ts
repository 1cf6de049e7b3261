import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { viewTransform, zoomAt } from './view-transform';

const image = { width: 256, height: 128 };
const view = { width: 512, height: 512 };

test('at zoom 1 the whole image fits, in the middle', () => {
  expect(viewTransform(image, view, { zoom: 1, x: 0.5, y: 0.5 })).toEqual({ scale: 2, left: 0, top: 128 });
});

test('zooming keeps the point under the pointer', () => {
  const inside = fc.integer({ min: 0, max: 512 });
  fc.assert(
    fc.property(inside, inside, fc.double({ min: 1, max: 3, noNaN: true }), (x, y, factor) => {
      const before = { zoom: 1.5, x: 0.5, y: 0.4 };
      const from = viewTransform(image, view, before);
      const to = viewTransform(image, view, zoomAt(before, factor, image, view, { x, y }));
      expect((x - to.left) / to.scale).toBeCloseTo((x - from.left) / from.scale, 6);
      expect((y - to.top) / to.scale).toBeCloseTo((y - from.top) / from.scale, 6);
    }),
  );
});
