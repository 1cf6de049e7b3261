import { expect, test } from 'vitest';
import { parseOptions } from './options';
import { rowNames } from './rows';

test('without options every row is trained with three seeds', () => {
  expect(parseOptions([])).toMatchObject({ rows: rowNames, seeds: [1, 2, 3], only: null });
});

test('rows, seeds and sizes can be chosen', () => {
  expect(
    parseOptions(['--rows', 'none, additive', '--seeds', '4', '--jobs', '1', '--steps', '20', '--test-images', '8']),
  ).toMatchObject({ rows: ['none', 'additive'], seeds: [4], jobs: 1, scale: { steps: 20, testImages: 8 } });
  expect(parseOptions(['--list', '--report-only']).only).toBe('list');
  expect(parseOptions(['--report-only']).only).toBe('report');
});

test.each([
  [['--rows', 'nobody'], /^--rows: there is no row nobody\. Rows: /u],
  [['--seeds', '1,'], /^--seeds: {2}is no whole number from 1\.$/u],
  [['--seeds', '0'], /^--seeds: 0 is no whole number from 1\.$/u],
  [['--jobs', '1.5'], /^--jobs: 1\.5 is no whole number from 1\.$/u],
  [['--steps', '1e3x'], /^--steps: 1e3x is no whole number from 1\.$/u],
  [['--step', '5'], /--step/u],
])('refuses %j', (args, message) => {
  expect(() => parseOptions(args)).toThrow(message);
});
