import { expect, test } from 'vitest';
import { countedAxis, dashedFill, logarithmicScale } from './chart-parts';

test('a swatch repeats the dashes of its curve', () => {
  expect(dashedFill('red', [])).toBe('red');
  expect(dashedFill('red', [7, 4])).toBe('repeating-linear-gradient(90deg, red 0px 7px, transparent 7px 11px)');
  expect(dashedFill('red', [9, 3, 2, 3])).toBe(
    'repeating-linear-gradient(90deg, red 0px 9px, transparent 9px 12px, red 12px 14px, transparent 14px 17px)',
  );
});

test('what is counted has whole distances, as many as a training of the reference needs', () => {
  const { incrs } = countedAxis;
  expect(incrs).toEqual(expect.arrayContaining([1, 2, 5, 10, 20_000]));
  expect((incrs as number[]).every(Number.isInteger)).toBe(true);
});

test('a logarithmic axis stands around its values, and has a place where nothing is drawn yet', () => {
  const range = (decades: 'whole' | 'part', min: number | null, max: number | null) =>
    logarithmicScale(decades).range({} as never, min, max);
  expect(range('whole', 0.2, 3)).toEqual([0.1, 10]);
  const [from, to] = range('part', 0.23, 0.47);
  expect(from).toBeCloseTo(0.2, 12);
  expect(to).toBeGreaterThanOrEqual(0.47);
  for (const decades of ['whole', 'part'] as const) {
    expect(range(decades, null, null)).toEqual([0.1, 10]);
    expect(range(decades, 0, 0)).toEqual([0.1, 10]);
  }
});
