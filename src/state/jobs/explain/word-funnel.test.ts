import { beforeEach, expect, test } from 'vitest';
import { maxTargetPrompts } from '../../../method/prompt-limits';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { addWord, addWordPrompts, candidateWords, compareWords } from './word-funnel';

const page = await TinyPage.load();

beforeEach(() => page.open());

test('compares every candidate, and a new word at once', async () => {
  await compareWords();
  const similarity = () => store.getState().wordFunnel!.value.similarity;
  expect([...similarity().keys()]).toEqual(candidateWords(store.getState()));
  expect(addWord(' Sandstorm ')).toBeNull();
  await until(() => typeof similarity().get('sandstorm') === 'number');
  expect(addWord('sandstorm')).toMatch(/already/u);
  expect(addWord(' ')).toMatch(/Type a word/u);
});

test('prompts are added once, up to the limit', () => {
  store.getState().replacePrompts({ sourcePrompt: 'a', targetPrompts: ['an image taken on a hail day'] });
  expect(addWordPrompts(['hail', 'mist'], 'day')).toBeNull();
  expect(store.getState().targets.map(({ text }) => text)).toEqual([
    'an image taken on a hail day',
    'an image taken on a mist day',
  ]);
  expect(addWordPrompts(candidateWords(store.getState()), 'night')).toMatch(/limit/u);
  expect(store.getState().targets).toHaveLength(maxTargetPrompts);
});
