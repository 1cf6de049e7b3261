import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTableRuns, readTableRuns } from './stored-runs';
import { madeUpRun, testedFurther } from './testing';

const named = (...runs: readonly ReturnType<typeof madeUpRun>[]) =>
  runs.map((run, at) => ({ file: `${at}.json`, run }));
const none = madeUpRun('none', 4, 4);

test('runs are read from their folder; one that is not tested on the domains yet is not there yet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  writeFileSync(join(folder, 'none-seed4.json'), JSON.stringify(none));
  writeFileSync(join(folder, 'jitter-seed4.json'), JSON.stringify({ ...madeUpRun('jitter', 4, 4), domains: [] }));
  expect(readTableRuns(folder)).toEqual([none]);
  expect(readTableRuns(join(folder, 'nowhere'))).toEqual([]);
  rmSync(folder, { recursive: true });
});

test('runs with and without other conditions stand in one table', () => {
  expect(checkTableRuns(named(none, { ...madeUpRun('jitter', 4, 4), ...testedFurther() }))).toHaveLength(2);
});

test.each([
  [
    { ...none, row: 'nobody' as 'none' },
    /^1\.json: there is no row nobody in the table\. Add it to tools\/table\/rows\.ts/u,
  ],
  [{ ...none, seed: 5, steps: 1500 }, /two budgets: 2500 steps in 0\.json, 1500 steps in 1\.json\./u],
  [{ ...none, seed: 5, modelHash: 'other' }, /two models: m in 0\.json, other in 1\.json/u],
  [{ ...none, seed: 5, tested: { ...none.tested, test: { first: 0, count: 10 } } }, /two tests: /u],
  [none, /^0\.json and 1\.json are both none, seed 4\. Remove one\.$/u],
])('what cannot stand in one table is named, with its files', (other, message) => {
  expect(() => checkTableRuns(named(none, other))).toThrow(message);
});
