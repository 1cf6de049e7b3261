import { expect, test } from 'vitest';
import { dashedFill, ticksOf, valueScale } from './chart-parts';

test('a swatch repeats the dashes of its curve', () => {
  expect(dashedFill('red', [])).toBe('red');
  expect(dashedFill('red', [7, 4])).toBe('repeating-linear-gradient(90deg, red 0px 7px, transparent 7px 11px)');
  expect(dashedFill('red', [9, 3, 2, 3])).toBe(
    'repeating-linear-gradient(90deg, red 0px 9px, transparent 9px 12px, red 12px 14px, transparent 14px 17px)',
  );
});

test('what is counted has whole places, however few and however many', () => {
  expect(ticksOf('counted', 0, 2, 8)).toEqual([0, 1, 2]);
  expect(ticksOf('linear', 0, 2, 8)).toContain(0.5);
  expect(ticksOf('counted', 0, 100_000, 5)).toEqual([0, 20_000, 40_000, 60_000, 80_000, 100_000]);
  expect(ticksOf('logarithmic', 0.1, 10, 5)).toEqual([0.1, 1, 10]);
});

test('a scale stands around its values, and has a place where nothing is drawn yet', () => {
  const range = (logarithmic: boolean, min: number | null, max: number | null) => {
    const { range: ends } = valueScale({ logarithmic, steady: true });
    return typeof ends === 'function' ? ends({} as never, min as number, max as number, 'y') : ends;
  };
  expect(range(true, 0.2, 3)).toEqual([0.1, 10]);
  expect(range(false, 0.2, 3)).toEqual([0, 3.18]);
  expect(range(true, null, null)).toEqual([0.1, 10]);
  expect(range(true, 0, 0)).toEqual([0.1, 10]);
  expect(range(false, null, null)).toEqual([0, 1]);
});
