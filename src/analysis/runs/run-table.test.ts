import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryOf } from '../../runs/library/run-library';
import { exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { runColumns, visibleRuns } from './run-table';

const entries = [
  entryOf(exampleRun('o')),
  { ...entryOf(exampleTraining('t')), pinned: true },
  { ...entryOf(exampleEvaluation('e')), note: 'before the fix' },
  entryOf({ ...exampleRun('o2', '2026-11-02T10:00:00.000Z'), title: 'Fog' }),
];
const all = { kind: null, text: '' };
const shown = (...args: Parameters<typeof visibleRuns>) => visibleRuns(...args).map(({ head }) => head.id);

test('pinned runs come first, then the chosen order; a missing value comes last in both directions', () => {
  expect(shown(entries, all, { column: 'date', descending: true })).toEqual(['t', 'o2', 'e', 'o']);
  expect(shown(entries, all, { column: 'title', descending: false })).toEqual(['t', 'o2', 'e', 'o']);
  for (const descending of [true, false]) expect(shown(entries, all, { column: 'loss', descending }).at(-1)).toBe('e');
});

test('filters by kind, and by words in title, note, method and prompts', () => {
  const sort = { column: 'date', descending: true } as const;
  expect(shown(entries, { kind: 'evaluation', text: '' }, sort)).toEqual(['e']);
  expect(shown(entries, { kind: null, text: 'FIX before' }, sort)).toEqual(['e']);
  expect(shown(entries, { kind: null, text: 'additive rain' }, sort)).toEqual(['t', 'o2', 'o']);
  expect(shown(entries, { kind: 'training', text: 'fog' }, sort)).toEqual([]);
});

test('sorting loses and invents no run', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...runColumns),
      fc.boolean(),
      fc.shuffledSubarray(entries),
      (column, descending, some) => {
        const sorted = visibleRuns(some, all, { column, descending });
        expect(new Set(sorted)).toEqual(new Set(some));
        expect(sorted).toHaveLength(some.length);
      },
    ),
  );
});
