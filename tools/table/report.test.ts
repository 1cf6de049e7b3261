import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictOf } from './conclusion';
import type { BenchmarkResults } from '../../src/runs/records/benchmark-results';
import { root } from '../install.mjs';
import { resultsMarkdown } from './report';
import { resultsOf } from './results';
import type { TableRowName } from './rows';
import type { TableRun } from './stored-runs';
import { madeUpRun, testedFurther } from './testing';

const table = (runs: readonly TableRun[]) => resultsOf(runs, 40);
const fiveSeeds = (row: TableRowName, found: readonly number[]) =>
  found.map((count, at) => madeUpRun(row, 4 + at, count));
/** All that the conclusion speaks of. @param text what text-chosen finds, seed by seed */
const main = (text: readonly number[]) => [
  ...fiveSeeds('none', [4, 4, 4, 4, 4]),
  ...fiveSeeds('jitter', [5, 5, 5, 5, 5]),
  ...fiveSeeds('matched-random', [5, 5, 6, 5, 5]),
  ...fiveSeeds('text-chosen', text),
  ...fiveSeeds('headroom', [10, 10, 10]),
];

describe('the conclusion', () => {
  test('is none until all that it speaks of is trained', () => {
    expect(table([]).conclusion).toMatch(/^No conclusion yet: No augmentation, .* are not trained\.$/u);
    const allButOne = main([8, 8, 8, 8, 8]).filter(({ row }) => row !== 'jitter');
    expect(table(allButOne).conclusion).toBe('No conclusion yet: Photometric jitter is not trained.');
  });

  test('says that text helps where both intervals are above 0', () => {
    const { conclusion } = table(main([9, 9, 8, 9, 9]));
    expect(conclusion).toContain(': such transforms help, and the choice by text helps.');
    expect(conclusion).toContain('Text-chosen photometrics has the highest mean');
    expect(conclusion).toContain('it is told apart from every other row with five seeds');
    expect(conclusion).not.toContain('Preliminary');
  });

  test('says that text hurts where both are below', () => {
    expect(table(main([0, 0, 0, 0, 0])).conclusion).toContain(': such transforms hurt, and the choice by text hurts.');
  });

  test('says that nothing is shown where an interval holds 0', () => {
    const { conclusion } = table(main([9, 2, 5, 4, 6]));
    expect(conclusion).toContain(
      ': that such transforms help is not shown, and that the choice by text helps is not shown.',
    );
  });

  test('is preliminary until all seeds are there', () => {
    const some = main([9, 9, 9, 9, 9]).filter(({ row, seed }) => row !== 'text-chosen' || seed < 6);
    expect(table(some).conclusion).toMatch(/^Preliminary \(Text-chosen photometrics 2 of 5 seeds\)\. /u);
  });

  test('a difference is shown where the bootstrap and t agree', () => {
    const estimate = (low: number, high: number) => ({ value: 0, seeds: 5, interval: { low, high } });
    const t = (low: number, high: number) => ({ mean: 0, interval: { low, high }, p: 0.5 });
    expect(verdictOf(estimate(0.1, 0.2), t(0.1, 0.3))).toBe('above');
    expect(verdictOf(estimate(0.1, 0.2), t(-0.1, 0.3))).toBe('open');
    expect(verdictOf(estimate(-0.1, 0.2), t(0.1, 0.3))).toBe('open');
    expect(verdictOf(estimate(-0.3, -0.2), t(-0.3, -0.1))).toBe('below');
    expect(verdictOf(estimate(0.1, 0.2), null)).toBe('open');
  });
});

test('docs/results.md is what the report makes of public/results.json', () => {
  const results = JSON.parse(readFileSync(join(root, 'public/results.json'), 'utf8')) as BenchmarkResults;
  expect(readFileSync(join(root, 'docs/results.md'), 'utf8')).toBe(resultsMarkdown(results));
});

describe('docs/results.md', () => {
  const further = main([9, 9, 8, 9, 9]).map((run) => (run.seed === 4 ? { ...run, ...testedFurther() } : run));
  const lines = resultsMarkdown(table([...further, madeUpRun('mixstyle', 4, 4), madeUpRun('randconv', 4, 4)])).split(
    '\n',
  );
  const cells = (title: string, from = 0) =>
    lines
      .slice(from)
      .find((line) => line.startsWith(`| ${title} |`))!
      .split('|')
      .slice(2, -1)
      .map((one) => one.trim());
  const after = (heading: string) => lines.indexOf(heading);

  test('has a line for each row with runs: means with extents, differences, share, letters, calibration and cost', () => {
    const found = cells('Text-chosen photometrics');
    expect(found[0]).toBe('5');
    // Nine of ten found are 10 of 11 points, eight are 9.
    expect(found[1]).toBe('89.1 (81.8–90.9)');
    expect(found[9]).toMatch(/^\+43\.6 \[.*\]$/u);
    // (10·4 + 9 − 5·5)/(11·5 − 25), over the three seeds of headroom: (10 + 10 + 9 − 15)/(33 − 15).
    expect(found[10]).toMatch(/^78 % \[/u);
    expect(found.slice(12)).toEqual(['a', '25.0', '20.0', '20.0', 'prompt', '25']);
    expect(cells('No augmentation').slice(9, 12)).toEqual(['–', '–', '–']);
  });

  test('says what is missing, and marks rows of one seed', () => {
    expect(cells('MixStyle')[0]).toBe('1 of 3');
    expect(cells('RandConv *(one seed)*')[0]).toBe('1');
    expect(lines.find((line) => line.startsWith('Still to be trained: '))).toMatch(
      /Corruption diversification: 0 of 5 seeds; .*MixStyle: 1 of 3 seeds/u,
    );
  });

  test('has five paired differences with t for each pair', () => {
    const found = cells('Text-chosen photometrics − Photometric jitter', after('## Seed by seed'));
    expect(found.slice(0, 5)).toEqual(['+36.4', '+36.4', '+27.3', '+36.4', '+36.4']);
    expect(found[6]).toMatch(/^\[\+29\.5, \+39\.6\]$/u);
  });

  test('has the other conditions, and corruptions in brackets where a row trained on them', () => {
    expect(cells('No augmentation', after('## The thirteen other conditions'))).toEqual(['1', ...Array<string>(14).fill('50.0'), '10.0']); // prettier-ignore
    const corrupted = after('## Held-out corruptions');
    expect(cells('Text-chosen photometrics', corrupted).slice(2)).toEqual(['(25.0)', '25.0', '(25.0)', '25.0', '25.0', '25.0']); // prettier-ignore
    expect(cells('Photometric jitter', corrupted).slice(2)).toEqual(Array<string>(6).fill('25.0'));
  });

  test('has its protocol: steps, seeds, streets', () => {
    const text = lines.join('\n');
    expect(text).toContain('trained for 2500 steps');
    expect(text).toContain('Seeds 4, 5, 6, 7, 8; streets 200 to 209 of `test` of each of the five domains');
    expect(text).toContain('- Corruptions: streets 200 to 204 of `daytime-clear/test`.');
  });

  test('without runs it is a table of what will be there', () => {
    const text = resultsMarkdown(table([]));
    expect(text).toContain('**No conclusion yet: ');
    expect(text).toContain('No augmentation: 0 of 5 seeds');
    expect(text).not.toContain('NaN');
    expect(lines.join('\n')).not.toContain('NaN');
  });
});
