import { mean } from '../../src/math/statistics';
import { holmAdjusted } from '../../src/metrics/holm';
import { groupLetter, letterGroups } from '../../src/metrics/letter-groups';
import { pairedT } from '../../src/metrics/paired-t';
import { type PairedDifference, unseenAp } from '../../src/runs/records/benchmark-results';
import type { ResampledRows } from './resampled-rows';
import { mainRows, type TableRowName, tableRowNames } from './rows';

/** Rows are told apart where Holm's p is below it. */
export const significance = 0.05;

/** A row seed by seed against another. */
function pairOf(rows: ResampledRows, row: TableRowName, other: TableRowName): Omit<PairedDifference, 'adjustedP'> {
  const bySeed = rows.sharedSeeds([row, other]).map((seed) => ({
    seed,
    difference: unseenAp(rows.run(row, seed)!) - unseenAp(rows.run(other, seed)!),
  }));
  return { row, other, bySeed, t: pairedT(bySeed.map(({ difference }) => difference)) };
}

/** All pairs of rows with five seeds, whose p-values are one family of tests, and every other row against none; pairs without a shared seed are left out. */
export function pairedDifferences(rows: ResampledRows): readonly PairedDifference[] {
  const family = mainRows.flatMap((other, at) => mainRows.slice(at + 1).map((row) => pairOf(rows, row, other)));
  const tested = family.filter(({ bySeed }) => bySeed.length > 0);
  // Where seeds are too few for a test, nothing is told apart.
  const adjusted = holmAdjusted(tested.map(({ t }) => t?.p ?? 1));
  const others = tableRowNames.filter((name) => !mainRows.includes(name)).map((name) => pairOf(rows, name, 'none'));
  return [
    ...tested.map((pair, at) => ({ ...pair, adjustedP: adjusted[at]! })),
    ...others.filter(({ bySeed }) => bySeed.length > 0).map((pair) => ({ ...pair, adjustedP: null })),
  ];
}

/** The letters of each row with five seeds: two rows share one where they cannot be told apart. Those with fewer than two runs have none. */
export function rowGroups(rows: ResampledRows, pairs: readonly PairedDifference[]): ReadonlyMap<TableRowName, string> {
  const ap = (name: TableRowName) => mean(rows.sharedSeeds([name]).map((seed) => unseenAp(rows.run(name, seed)!)));
  const ranked = mainRows
    .filter((name) => rows.sharedSeeds([name]).length >= 2)
    .sort((one, other) => ap(other) - ap(one));
  const place = (name: string) => ranked.findIndex((row) => row === name);
  const apart = pairs
    .filter(({ adjustedP }) => adjustedP !== null && adjustedP < significance)
    .map(({ row, other }) => [place(row), place(other)] as const);
  const groups = ranked.length < 2 ? [] : letterGroups(ranked.length, apart);
  return new Map(
    ranked.map((name, at) => [name, groups.map((group, i) => (group.includes(at) ? groupLetter(i) : '')).join('')]),
  );
}
