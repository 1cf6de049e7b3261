import { expect, test } from 'vitest';
import { parseTwinOptions } from './options';

test('rows, seeds, steps and scenes can be chosen', () => {
  const options = parseTwinOptions(
    ['--rows', 'none, headroom', '--seeds', '4,5', '--steps', '1500', '--validation', '0-399', '--test', '200-399'], // prettier-ignore
  );
  expect(options.rows.map(([name, { domains }]) => [name, domains.length])).toEqual([
    ['none', 1],
    ['headroom', 5],
  ]);
  expect(options).toMatchObject({
    seeds: [4, 5],
    steps: 1500,
    tested: { validation: { first: 0, count: 400 }, test: { first: 200, count: 200 } },
  });
});

test('other conditions and corruptions are tested where scenes for them are named', () => {
  expect(parseTwinOptions([]).tested).toMatchObject({ others: null, corrupted: null });
  expect(parseTwinOptions(['--others', '200-399', '--corrupted', '200-299']).tested).toMatchObject({
    others: { first: 200, count: 200 },
    corrupted: { first: 200, count: 100 },
  });
});

test('a call may train nothing', () => {
  expect(parseTwinOptions([]).testOnly).toBe(false);
  expect(parseTwinOptions(['--test-only']).testOnly).toBe(true);
});

test('the test can be left out, and results go beside the runs unless a folder is named', () => {
  expect(parseTwinOptions(['--test', 'none', '--out', 'here'])).toMatchObject({
    tested: { test: null },
    out: 'here',
    results: 'here',
  });
});

test('a policy is a row of its own', () => {
  const { rows } = parseTwinOptions(['--rows', '', '--policy', 'matched=random-{seed}.json']);
  expect(rows).toEqual([['matched', expect.objectContaining({ method: 'policy', learned: 'random-{seed}.json' })]]);
});

test.each([
  [['--rows', 'nobody'], /^--rows: there is no row nobody\. Rows: /u],
  [['--policy', 'none=a.json'], /^--policy: none=a\.json is not NAME=FILE with a new name\.$/u],
  [['--policy', 'mine'], /^--policy: mine is not NAME=FILE/u],
  [['--seeds', '1,x'], /^--seeds: x is no whole number from 0\.$/u],
  [['--steps', '0'], /^--steps: 0 is no whole number from 1\.$/u],
  [['--test', '399-200'], /^--test: 399-200 is no range of scenes/u],
  [['--validation', '5'], /^--validation: 5 is no range of scenes/u],
])('refuses %j', (args, message) => {
  expect(() => parseTwinOptions(args)).toThrow(message);
});
