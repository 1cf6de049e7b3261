import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DomainResult } from '../../src/evaluation/domain-result';
import { unseenDomains } from '../../src/runs/records/benchmark-results';
import { sourceDomain } from '../../src/scenes/conditions';
import { resultsMarkdown } from './report';
import { resultsOf } from './results';
import type { RowName } from './rows';
import { claimFolder, thinned } from './run';
import type { StoredRun } from './stored-run';
import { tasksOf } from './tasks';

const domain = (name: string, ap: number): DomainResult => ({
  domain: name,
  images: 2,
  classes: [],
  map50: { voc11: ap, vocArea: ap, voc11Reference: ap, coco101: ap },
  map5095: ap,
});

/** A run whose detector finds both objects of both images of each unseen domain, or none of them. */
function run(row: RowName, seed: number, finds: boolean, modelHash = 'm'): StoredRun {
  const ap = finds ? 1 : 0;
  return {
    row,
    seed,
    finishedAt: '2026-11-01T10:00:00.000Z',
    config: {},
    modelHash,
    backend: 'wasm',
    secondsPerStep: 0.6,
    steps: 500,
    losses: [],
    validation: domain(sourceDomain, 0.5),
    domains: [domain(sourceDomain, 0.25 * seed), ...unseenDomains.map((name) => domain(name, ap))],
    matches: Object.fromEntries(
      unseenDomains.map((name) => [name, [{ gtCounts: [1, 1], ranks: finds ? [0, 1] : [-1, -2] }]]),
    ),
  };
}

const rowOf = (runs: readonly StoredRun[], name: RowName, aligned: Parameters<typeof resultsOf>[1] = null) =>
  resultsOf(runs, aligned).rows.find((row) => row.name === name)!;

describe('the table', () => {
  test('a detector that finds all is one AP better than one that finds none, in every resample', () => {
    const runs = [run('additive', 2, true), run('none', 1, false), run('none', 2, false), run('additive', 1, true)];
    const row = rowOf(runs, 'additive');
    expect(row.runs.map(({ seed }) => seed)).toEqual([1, 2]);
    expect(row.difference).toEqual({ mean: 1, seeds: 2, interval: { low: 1, high: 1 } });
    expect(rowOf(runs, 'none').difference).toBeNull();
    expect(row.runs[0]).not.toHaveProperty('matches');
  });

  test('seeds that disagree span the interval', () => {
    const runs = [run('none', 1, false), run('none', 2, true), run('additive', 1, true), run('additive', 2, false)];
    // One seed is +1, the other −1; a quarter of the resamples draws the same one twice.
    expect(rowOf(runs, 'additive').difference).toEqual({ mean: 0, seeds: 2, interval: { low: -1, high: 1 } });
  });

  test('runs are compared with the same seed of the same model only', () => {
    expect(rowOf([run('none', 1, false), run('additive', 2, true)], 'additive').difference).toBeNull();
    expect(rowOf([run('none', 1, false), run('additive', 1, true, 'other')], 'additive').difference).toBeNull();
  });

  test('an alignment counts where it was measured with the model of all runs', () => {
    const aligned = { modelHash: 'm', scenes: 4, rows: { additive: 0.5 } };
    expect(rowOf([run('additive', 1, true)], 'additive', aligned).alignment).toBe(0.5);
    expect(rowOf([run('additive', 1, true), run('additive', 2, true, 'x')], 'additive', aligned).alignment).toBeNull();
    expect(rowOf([], 'jitter', aligned).alignment).toBeNull();
  });

  test('its text has means with least and largest, differences with their sign, and what is missing', () => {
    const runs = [run('none', 1, false), run('none', 2, false), run('additive', 1, true), run('additive', 2, true)];
    const lines = resultsMarkdown(resultsOf(runs, null)).split('\n');
    const cells = (title: string) =>
      lines
        .find((line) => line.startsWith(`| ${title} |`))
        ?.split('|')
        .map((one) => one.trim());
    // Source AP of seeds 1 and 2: 25 and 50 percent; 500 steps of .6 s are 5 minutes.
    expect(cells('CLIP the Gap')).toEqual([
      '',
      'CLIP the Gap',
      'clip',
      'text',
      'attention',
      'additive',
      '2',
      '50.0 (50.0–50.0)',
      '37.5 (25.0–50.0)',
      ...Array.from({ length: 5 }, () => '100.0 (100.0–100.0)'),
      '+100.0 [+100.0, +100.0]',
      '–',
      '5.0',
      '',
    ]);
    expect(cells('No augmentation')?.at(-4)).toBe('');
    expect(lines.find((line) => line.startsWith('Still to be trained:'))).toMatch(
      /CLIP the Gap: 2 of 3; .*MixStyle: 0 of 3/u,
    );
  });
});

test('seed 1 of every row comes before seed 2 of any', () => {
  expect(tasksOf({ rows: ['none', 'additive'], seeds: [1, 2] }).map(({ row, seed }) => `${row} ${seed}`)).toEqual([
    'none 1',
    'additive 1',
    'none 2',
    'additive 2',
  ]);
});

test('a half-done run goes on in its folder; another configuration is refused, and the folder stays as it is', () => {
  const parent = mkdtempSync(join(tmpdir(), 'reproduce-'));
  const folder = join(parent, 'none-seed1');
  claimFolder(folder, 'a');
  claimFolder(folder, 'a');
  expect(() => claimFolder(folder, 'b')).toThrow(`${folder} holds a run with another configuration. Remove it first.`);
  expect(readFileSync(join(folder, 'key.json'), 'utf8')).toBe('a');
  rmSync(parent, { recursive: true });
});

test('a curve is thinned to means of twentieths', () => {
  expect(thinned([1, 2, 3])).toEqual([1, 2, 3]);
  expect(thinned(Array.from({ length: 40 }, (_, step) => step))).toEqual(
    Array.from({ length: 20 }, (_, at) => 2 * at + 0.5),
  );
  expect(thinned([])).toEqual([]);
});
