import { expect, test } from 'vitest';
import { hintPlace } from './hint-place';

const view = { width: 360, height: 640 };
const hint = { width: 200, height: 50 };

test('an explanation stands above what it explains, and below where the window ends', () => {
  expect(hintPlace({ left: 20, top: 300, bottom: 320 }, hint, view)).toEqual({ left: 20, top: 244 });
  expect(hintPlace({ left: 20, top: 40, bottom: 60 }, hint, view)).toEqual({ left: 20, top: 66 });
});

test('it never leaves the window at a side', () => {
  expect(hintPlace({ left: 330, top: 300, bottom: 320 }, hint, view).left).toBe(152);
  expect(hintPlace({ left: -30, top: 300, bottom: 320 }, hint, view).left).toBe(8);
  expect(hintPlace({ left: 200, top: 300, bottom: 320 }, { width: 400, height: 50 }, view).left).toBe(8);
});
