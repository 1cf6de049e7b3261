import { expect, test } from 'vitest';
import { clampViewport, maxZoom } from './viewport';

test('the view never leaves the image', () => {
  expect(clampViewport({ zoom: 0.2, x: 3, y: -1 })).toEqual({ zoom: 1, x: 0.5, y: 0.5 });
  expect(clampViewport({ zoom: 2, x: 0, y: 1 })).toEqual({ zoom: 2, x: 0.25, y: 0.75 });
  expect(clampViewport({ zoom: 1000, x: 0.5, y: 0.5 }).zoom).toBe(maxZoom);
});
