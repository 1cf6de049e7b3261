import { expect, test } from 'vitest';
import { countedAxis, dashedFill } from './chart-parts';

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
