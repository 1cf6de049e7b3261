import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseBenchmarkResults } from '../../src/runs/records/benchmark-results-schema';
import { root } from '../install.mjs';
import { resultsOf } from './results';
import { madeUpRun, testedFurther } from './testing';

test('the page reads the table as it is written, and refuses a damaged one', () => {
  const runs = [madeUpRun('none', 4, 4, testedFurther()), madeUpRun('jitter', 4, 5), madeUpRun('headroom', 4, 9)];
  const written: unknown = JSON.parse(JSON.stringify(resultsOf(runs, 20)));
  expect(parseBenchmarkResults(written)).toEqual(written);
  expect(parseBenchmarkResults(JSON.parse(JSON.stringify(resultsOf([]))))).toMatchObject({ protocol: null });
  expect(parseBenchmarkResults({ ...(written as object), rows: [{ name: 'none' }] })).toBeNull();
  expect(parseBenchmarkResults(null)).toBeNull();
});

test('the page reads public/results.json', () => {
  const file: unknown = JSON.parse(readFileSync(join(root, 'public/results.json'), 'utf8'));
  expect(parseBenchmarkResults(file)).not.toBeNull();
});
