import { beforeEach, expect, test } from 'vitest';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { restore, savedText } from './persistence';
import { store } from '../store/store';

const initial = store.getInitialState();
const saved = {
  version: 1,
  sourcePrompt: 'a day',
  targetPrompts: ['a night'],
  parameters: {},
  theme: 'dark',
  logLoss: true,
  shortcutsEnabled: true,
};
const storageOf = (text: string | null) => ({ getItem: () => text }) as unknown as Storage;
const storageWith = (content: unknown) => storageOf(JSON.stringify(content));
const current = () => store.getState();
const notices = () => current().notices.map(({ message }) => message);

beforeEach(() => store.setState(initial, true));

test('what an older page saved, without choices that came later, is restored', () => {
  expect(restore(storageWith(saved))).toBe(true);
  expect(current()).toMatchObject({ sourcePrompt: 'a day', theme: 'dark', planeAxes: 'principal' });
  expect(notices()).toEqual([]);
});

test('a choice that is no more falls back and is named', () => {
  expect(restore(storageWith({ ...saved, planeAxes: 'text' }))).toBe(true);
  expect(current().planeAxes).toBe('text');
  store.setState(initial, true);
  expect(restore(storageWith({ ...saved, planeAxes: 'sideways', theme: 7 }))).toBe(true);
  expect(current()).toMatchObject({ planeAxes: 'principal', theme: initial.theme, sourcePrompt: 'a day' });
  expect(notices()).toEqual([
    'Not everything that your last visit saved could be read: planeAxes "sideways"; theme 7.',
  ]);
});

test('values outside their limits go, each by name, and the others stay', () => {
  const parameters = { iterations: 0, seed: 9, protocol: 'fast', offsetShape: 'pooled', future: 1 };
  restore(storageWith({ ...saved, parameters, training: { steps: '0x10', gradientClip: null } }));
  expect(current()).toMatchObject({
    changedParameters: { seed: 9, offsetShape: 'pooled' },
    changedTraining: { gradientClip: null },
  });
  expect(notices()).toEqual([
    'Not everything that your last visit saved could be read: protocol "fast"; iterations 0; steps "0x10".',
  ]);
});

test('more prompts than the limit leave all else as it was', () => {
  const targetPrompts = Array.from({ length: 5000 }, (_, index) => `prompt ${index}`);
  expect(restore(storageWith({ ...saved, targetPrompts, parameters: { seed: 9 } }))).toBe(true);
  expect(current().targets.map(({ text }) => text)).toEqual(targetPrompts.slice(0, maxTargetPrompts));
  expect(current()).toMatchObject({ sourcePrompt: 'a day', theme: 'dark', changedParameters: { seed: 9 } });
  expect(notices()).toEqual([
    'Not everything that your last visit saved could be read: the target prompt "prompt 25"; the target prompt "prompt 26"; the target prompt "prompt 27"; 4972 more target prompts, for 25 are the limit.',
  ]);
});

test.each([
  [
    'another version',
    '{"version":9,"sourcePrompt":"x"}',
    'What your last visit saved has version 9; this page reads 1.',
  ],
  ['no JSON', '{"version":1,', 'What your last visit saved cannot be read.'],
  ['something foreign', '"hello"', 'What your last visit saved cannot be read.'],
])('%s changes nothing and is said', (_, text, message) => {
  expect(restore(storageOf(text))).toBe(false);
  expect(current()).toMatchObject({ sourcePrompt: initial.sourcePrompt, targets: initial.targets });
  expect(notices()).toEqual([message]);
});

test('a first visit says nothing', () => {
  expect(restore(storageOf(null))).toBe(false);
  expect(notices()).toEqual([]);
});

test('a prompt that leaves pictures as they are does so at the next visit', () => {
  restore(storageWith({ ...saved, targetPrompts: ['fog', 'a cat'] }));
  current().setIdentity(current().targets[1]!.id, true);
  const text = savedText(current());
  store.setState(initial, true);
  restore(storageOf(text));
  expect(current().targets.map(({ identity }) => identity)).toEqual([false, true]);
  restore(storageWith({ ...saved, unchangedTargets: 'all' }));
  expect(current().targets.map(({ identity }) => identity)).toEqual([false]);
  expect(notices()).toEqual([
    'Not everything that your last visit saved could be read: which prompts leave pictures as they are.',
  ]);
});
