import { expect, test } from 'vitest';
import { entryOf } from '../../runs/library/run-library';
import { exampleRun } from '../../runs/testing';
import { deletedText, formatDate, seriesText } from './run-labels';

test('per-target columns tell their prompt as it is numbered on the page', () => {
  expect(seriesText('cosine_0')).toBe('Cosine, prompt 1');
  expect(seriesText('l1_11')).toBe('l1, prompt 12');
  expect(seriesText('something_new')).toBe('something_new');
});

test('dates are local and sort as text', () => {
  const local = new Date(2026, 0, 5, 7, 9);
  expect(formatDate(local.toISOString())).toBe('2026-01-05 07:09');
});

test('one run that was deleted is named, readable or not; several are counted', () => {
  const entry = entryOf(exampleRun('o'));
  const unreadable = { id: 'x', name: 'Snow', reason: 'its curves are missing' };
  expect(deletedText({ entries: [entry], unreadable: [], stored: [] })).toBe('“Rain at night” was deleted.');
  expect(deletedText({ entries: [], unreadable: [unreadable], stored: [] })).toBe('“Snow” was deleted.');
  expect(deletedText({ entries: [entry], unreadable: [unreadable], stored: [] })).toBe('2 runs were deleted.');
});
