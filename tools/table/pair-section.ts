import { mean } from '../../src/math/statistics';
import type { BenchmarkRow, PairedDifference } from '../../src/runs/records/benchmark-results';
import { pText } from '../../src/runs/records/p-text';
import { markdownTable } from '../markdown-table';
import { signed, signedInterval } from './texts';

/** Pairs of rows, seed by seed. */
export function pairSection(rows: readonly BenchmarkRow[], pairs: readonly PairedDifference[]): readonly string[] {
  if (pairs.length === 0) return [];
  const title = (name: string) => rows.find((row) => row.name === name)?.title ?? name;
  const seeds = [...new Set(pairs.flatMap(({ bySeed }) => bySeed.map(({ seed }) => seed)))].sort((a, b) => a - b);
  return [
    '## Seed by seed',
    'Mean AP on the four unseen weathers, the first row minus the second, trained with the same seed; their mean with the 95 % interval of Student’s paired t over the seeds, its p-value, and the one that Holm’s step-down makes of it over all pairs of rows with five seeds.',
    markdownTable(
      ['', ...seeds.map((seed) => `seed ${seed}`), 'mean', 't, 95 %', 'p', 'p by Holm'],
      pairs.map(({ row, other, bySeed, t, adjustedP }) => [
        `${title(row)} − ${title(other)}`,
        ...seeds.map((seed) => {
          const found = bySeed.find((one) => one.seed === seed);
          return found === undefined ? '' : signed(found.difference);
        }),
        signed(mean(bySeed.map(({ difference }) => difference))),
        t === null ? '–' : signedInterval(t.interval),
        pText(t?.p ?? null),
        adjustedP === null ? '' : pText(adjustedP),
      ]),
    ),
  ];
}
