import { describe, expect, test } from 'vitest';
import { resultsOf } from './results';
import type { TableRowName } from './rows';
import type { TableRun } from './stored-runs';
import { apOf, madeUpRun, testedFurther } from './testing';

const resamples = 50;
const rowOf = (runs: readonly TableRun[], name: TableRowName) =>
  resultsOf(runs, resamples).rows.find((row) => row.name === name)!;
const close = (value: number) => expect.closeTo(value, 12);

describe('a row', () => {
  test('differs from none and from jitter over the seeds that both have', () => {
    const runs = [madeUpRun('none', 4, 4), madeUpRun('jitter', 4, 5), madeUpRun('additive', 4, 8), madeUpRun('additive', 5, 2)]; // prettier-ignore
    const row = rowOf(runs, 'additive');
    expect(row.runs.map(({ seed }) => seed)).toEqual([4, 5]);
    expect(row.overNone).toMatchObject({ value: close(apOf(8) - apOf(4)), seeds: 1 });
    expect(row.overJitter).toMatchObject({ value: close(apOf(8) - apOf(5)), seeds: 1 });
    // Streets are drawn; with the same streets none is never better than the row that finds all it finds and more.
    expect(row.overNone!.interval!.low).toBeGreaterThanOrEqual(0);
    expect(rowOf(runs, 'none')).toMatchObject({ overNone: null, overJitter: null, headroomShare: null });
    expect(rowOf(runs, 'jitter').overJitter).toBeNull();
    expect(rowOf(runs, 'mixstyle')).toMatchObject({ runs: [], overNone: null, groups: '', wantedSeeds: 3 });
  });

  test('goes a share of the way from none to headroom: the ratio of means over the seeds of all three', () => {
    const runs = [4, 5].flatMap((seed) => [
      madeUpRun('none', seed, 4),
      madeUpRun('jitter', seed, seed === 4 ? 5 : 4),
      madeUpRun('headroom', seed, 8),
    ]);
    const share = (apOf(5) - apOf(4)) / 2 / (apOf(8) - apOf(4));
    expect(rowOf(runs, 'jitter').headroomShare).toMatchObject({ value: close(share), seeds: 2 });
    expect(rowOf(runs, 'headroom').headroomShare).toEqual({ value: 1, seeds: 2, interval: { low: 1, high: 1 } });
    expect(rowOf(runs.slice(0, 2), 'jitter').headroomShare).toBeNull();
  });

  test('keeps what the page shows of its runs, without the matches', () => {
    const [run] = rowOf([madeUpRun('none', 4, 4)], 'none').runs;
    expect(run).not.toHaveProperty('matches');
    expect(run!.domains[1]).toMatchObject({ domain: 'night-clear', map75: 0.2, calibrationError: 0.25 });
    expect(run!.domains[1]).not.toHaveProperty('confidence');
  });

  test('under corruptions: clean is AP on the same streets alone, and what it trained on is marked', () => {
    // Of the first five streets the object is found in three: all of them at recall 3/5, which is 7 of 11 points at .6000000000000001 > .6, so 6.
    const runs = [madeUpRun('text-chosen', 4, 3, testedFurther()), madeUpRun('none', 4, 3), madeUpRun('none', 5, 3, testedFurther())]; // prettier-ignore
    const { corrupted } = rowOf(runs, 'text-chosen');
    expect(corrupted).toMatchObject({ seed: 4, images: 5, clean: close(6 / 11) });
    expect(corrupted!.results.filter(({ trained }) => trained).map(({ corruption }) => corruption)).toEqual([
      'gaussianNoise',
      'defocusBlur',
    ]);
    expect(rowOf(runs, 'none').corrupted).toMatchObject({ seed: 5 });
    expect(rowOf(runs, 'jitter').corrupted).toBeNull();
  });
});

/** Five seeds of rows whose objects found are given, one seed after the other. */
const seedsOf = (row: TableRowName, found: readonly number[]) =>
  found.map((count, at) => madeUpRun(row, 4 + at, count));

describe('pairs and groups', () => {
  const runs = [
    ...seedsOf('none', [4, 4, 4, 4, 4]),
    ...seedsOf('jitter', [4, 5, 4, 5, 4]),
    ...seedsOf('text-chosen', [10, 10, 9, 10, 10]),
    ...seedsOf('np', [8, 8, 8]),
  ];
  const { pairs, rows } = resultsOf(runs, resamples);
  const pair = (row: string, other: string) => pairs.find((one) => one.row === row && one.other === other)!;

  test('every pair of rows with five seeds has its five differences, t and Holm’s p', () => {
    const d = (apOf(5) - apOf(4)) * 1;
    const found = pair('jitter', 'none');
    expect(found.bySeed).toEqual([0, d, 0, d, 0].map((difference, at) => ({ seed: 4 + at, difference: close(difference) }))); // prettier-ignore
    // Mean .4 d, deviation d·√.3, so t = .4/√(.3/5) = 1.632993 with four degrees: p = .17781.
    expect(found.t!.p).toBeCloseTo(0.177807, 5);
    // Of the three pairs it has the largest p, which stays.
    expect(found.adjustedP).toBeCloseTo(found.t!.p, 12);
    const smallest = pair('text-chosen', 'none');
    expect(smallest.adjustedP).toBeCloseTo(3 * smallest.t!.p, 12);
  });

  test('other rows stand against none, outside the family of tests', () => {
    expect(pair('np', 'none')).toMatchObject({ adjustedP: null });
    expect(pair('np', 'none').bySeed).toHaveLength(3);
    expect(pairs.some(({ row, other }) => row === 'np' && other === 'jitter')).toBe(false);
  });

  test('rows that cannot be told apart share a letter, a for the best', () => {
    const groups = Object.fromEntries(rows.map(({ name, groups: letters }) => [name, letters]));
    expect(groups).toMatchObject({ 'text-chosen': 'a', jitter: 'b', none: 'b', np: '', additive: '' });
  });

  test('with one shared seed nothing is told apart', () => {
    const few = resultsOf([madeUpRun('none', 4, 1), madeUpRun('none', 5, 1), madeUpRun('jitter', 5, 9), madeUpRun('jitter', 6, 9)], resamples); // prettier-ignore
    expect(few.pairs[0]).toMatchObject({ t: null, adjustedP: 1 });
    expect(few.rows.filter(({ groups }) => groups !== '').map(({ groups }) => groups)).toEqual(['a', 'a']);
  });
});
