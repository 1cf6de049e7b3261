import { expect, test } from 'vitest';
import { entryOf } from '../../runs/library/run-library';
import { exampleTraining } from '../../runs/testing';
import type { StoredItem } from '../../state/store/storage-slice';
import { storedItemFacts, storedItemKey, storedItemTitle } from './stored-item-texts';

const checkpoint = {
  kind: 'checkpoint',
  work: 'optimisation',
  id: 'a',
  title: 'Offsets of 4 prompts',
  bytes: 2_500_000,
  steps: 1000,
  total: 2000,
  model: { name: 'RN50', hash: 'h' },
  place: 'browser',
} satisfies StoredItem;
const detector = {
  kind: 'detector',
  name: 'a',
  title: 'Baseline',
  bytes: null,
  model: checkpoint.model,
  place: 'memory',
} satisfies StoredItem;
const dictionary = {
  kind: 'dictionary',
  fileName: 'a',
  title: 'Photometric transforms on my streets',
  bytes: 90_000,
  steps: 40,
  total: 240,
  model: checkpoint.model,
  place: 'browser',
} satisfies StoredItem;
const unreadable = {
  kind: 'unreadable',
  place: 'checkpoints',
  fileName: 'a',
  bytes: 3,
  problem: 'It is cut off.',
} satisfies StoredItem;

test('a checkpoint counts in the units of its work', () => {
  expect(storedItemFacts(checkpoint, 'h')).toEqual(['checkpoint, 1,000 of 2,000 iterations', '2.5 MB']);
  expect(storedItemFacts({ ...checkpoint, work: 'evaluation' }, 'h')[0]).toBe('checkpoint, 1,000 of 2,000 images');
});

test('a detector says what it was trained for, as far as its run is kept', () => {
  const record = { ...exampleTraining('t', '2026-11-01T12:00:00'), targetPrompts: ['night', 'fog'] };
  const facts = storedItemFacts(detector, 'h', entryOf(record));
  expect(facts.slice(0, 5)).toEqual(['detector', '3 steps', '2 prompts', 'source AP50 50.0', '2026-11-01 12:00']);
  expect(storedItemFacts(detector, 'h')[1]).toBe('in memory only, gone with this page');
});

test('measured transforms say how many there are', () => {
  expect(storedItemFacts(dictionary, 'h')).toEqual(['40 of 240 transforms', '90 kB']);
  expect(storedItemFacts({ ...dictionary, steps: 240 }, 'h')[0]).toBe('240 transforms');
});

test('what goes with the page, and what belongs to another model, say so', () => {
  expect(storedItemFacts(detector, 'h')).toEqual(['detector', 'in memory only, gone with this page']);
  expect(storedItemFacts(checkpoint, 'other').at(-1)).toBe('of another model, RN50');
  expect(storedItemFacts(checkpoint, undefined)).toHaveLength(2);
});

test('no two kinds share a key, nor the detectors of two models', () => {
  const other = { ...detector, model: { name: 'RN101', hash: 'i' } };
  expect(new Set([checkpoint, detector, other, dictionary, unreadable].map(storedItemKey)).size).toBe(5);
});

test('what cannot be read is called by its file', () => {
  expect([checkpoint, detector, unreadable].map(storedItemTitle)).toEqual(['Offsets of 4 prompts', 'Baseline', 'a']);
});
