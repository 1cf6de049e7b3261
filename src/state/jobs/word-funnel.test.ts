import { beforeEach, expect, test, vi } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { fakeModelInfo } from '../../engine/fake/fake-model';
import { provideEngine } from './engine-access';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { store } from '../store/store';
import { addWord, addWordPrompts, candidateWords, compareWords } from './word-funnel';

const initial = store.getState();

beforeEach(() => {
  provideEngine(new FakeEngine());
  store.setState(initial, true);
  store.setState({ model: { status: { kind: 'ready' }, info: fakeModelInfo([]) } });
});

test('compares every candidate, and a new word at once', async () => {
  await compareWords();
  const similarity = () => store.getState().wordFunnel!.value.similarity;
  expect([...similarity().keys()]).toEqual(candidateWords(store.getState()));
  expect(addWord(' Sandstorm ')).toBeNull();
  await vi.waitFor(() => expect(similarity().get('sandstorm')).toBeTypeOf('number'), 10_000);
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
