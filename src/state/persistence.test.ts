import { beforeEach, expect, test } from 'vitest';
import { restore } from './persistence';
import { store } from './store';

const initial = store.getState();
const saved = {
  version: 1,
  sourcePrompt: 'a day',
  targetPrompts: ['a night'],
  parameters: {},
  theme: 'dark',
  logLoss: true,
  shortcutsEnabled: true,
};
const storageWith = (content: unknown) => ({ getItem: () => JSON.stringify(content) }) as unknown as Storage;

beforeEach(() => store.setState(initial, true));

test('what an older page saved, without choices that came later, is restored', () => {
  expect(restore(storageWith(saved))).toBe(true);
  expect(store.getState()).toMatchObject({ sourcePrompt: 'a day', theme: 'dark', planeAxes: 'principal' });
});

test('a choice is restored, one that is no more falls back, and what is foreign changes nothing', () => {
  expect(restore(storageWith({ ...saved, planeAxes: 'text' }))).toBe(true);
  expect(store.getState().planeAxes).toBe('text');
  expect(restore(storageWith({ ...saved, planeAxes: 'sideways' }))).toBe(true);
  expect(store.getState().planeAxes).toBe('principal');
  expect(restore(storageWith({ version: 9 }))).toBe(false);
  expect(store.getState().sourcePrompt).toBe('a day');
});
