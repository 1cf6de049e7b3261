import { beforeEach, expect, test } from 'vitest';
import { defaultPrompts, promptPresets } from '../settings/prompt-presets';
import { maxPromptLength, maxTargetPrompts } from '../../method/prompt-limits';
import type { TargetPrompt } from './prompts-slice';
import { store } from './store';

const initial = store.getInitialState();
const texts = () => store.getState().targets.map(({ text }) => text);

beforeEach(() => store.setState(initial, true));

test('a new target is trimmed and comes last', () => {
  expect(store.getState().addTarget('  an image of the sky ')).toBeNull();
  expect(texts()).toEqual([...defaultPrompts.targetPrompts, 'an image of the sky']);
});

test('empty and overlong prompts are refused with a reason, and nothing changes', () => {
  expect(store.getState().addTarget('   ')).toMatch(/empty/u);
  expect(store.getState().addTarget('x'.repeat(maxPromptLength + 1))).toMatch(/10,001 characters/u);
  expect(texts()).toEqual(defaultPrompts.targetPrompts);
});

test('the number of targets is limited', () => {
  while (texts().length < maxTargetPrompts) expect(store.getState().addTarget(`street ${texts().length}`)).toBeNull();
  expect(store.getState().addTarget('one more')).toMatch(/25 target prompts are the limit/u);
  expect(texts()).toHaveLength(maxTargetPrompts);
});

test('words that are there already are refused, and told where', () => {
  expect(store.getState().addTarget(` ${defaultPrompts.targetPrompts[1]} `)).toMatch(/target prompt 2 already/u);
  expect(texts()).toEqual(defaultPrompts.targetPrompts);
});

test('undo takes back removals, edits and additions, the last first', () => {
  const { removeTarget, editTarget, addTarget, setSourcePrompt, undoPrompts } = store.getState();
  const [first, second, ...others] = defaultPrompts.targetPrompts;
  removeTarget(store.getState().targets[1]!.id);
  // Letter by letter is one edit.
  for (const text of ['e', 'ed', 'edited']) editTarget(store.getState().targets[0]!.id, text);
  addTarget('hail');
  setSourcePrompt('a street');
  undoPrompts();
  expect(store.getState().sourcePrompt).toBe(defaultPrompts.sourcePrompt);
  expect(texts()).toEqual(['edited', ...others, 'hail']);
  undoPrompts();
  expect(texts()).toEqual(['edited', ...others]);
  undoPrompts();
  expect(texts()).toEqual([first, ...others]);
  undoPrompts();
  expect(texts()).toEqual([first, second, ...others]);
  expect(store.getState().promptUndo).toEqual([]);
});

test('undo after a preset brings back the former prompts', () => {
  store.getState().setSourcePrompt('a street');
  store.getState().replacePrompts(promptPresets[2]!);
  expect(store.getState().sourcePrompt).toBe('a realistic image');
  store.getState().undoPrompts();
  expect(store.getState().sourcePrompt).toBe('a street');
  expect(texts()).toEqual(defaultPrompts.targetPrompts);
});

test('undo with nothing to undo does nothing', () => {
  store.getState().undoPrompts();
  expect(texts()).toEqual(defaultPrompts.targetPrompts);
});

test('of more prompts than the limit the first are taken, and the number is said', () => {
  const targetPrompts = Array.from({ length: 5000 }, (_, index) => `prompt ${index}`);
  store.getState().replacePrompts({ sourcePrompt: 'a day', targetPrompts });
  expect(store.getState().targets.map(({ text }) => text)).toEqual(targetPrompts.slice(0, maxTargetPrompts));
  expect(store.getState().notices.map(({ message }) => message)).toEqual([
    'These are 5,000 target prompts; 25 are the limit.',
  ]);
});

test('the identity is chosen for words, and goes when they are edited', () => {
  const [first, second] = store.getState().targets as [TargetPrompt, TargetPrompt];
  store.getState().setIdentity(second.id, true);
  expect(store.getState().targets.map(({ identity }) => identity)).toEqual([false, true, false, false]);
  store.getState().editTarget(second.id, second.text);
  expect(store.getState().targets[1]!.identity).toBe(true);
  store.getState().editTarget(second.id, `${second.text} at night`);
  expect(store.getState().targets.some(({ identity }) => identity)).toBe(false);
  expect(store.getState().targets[0]).toBe(first);
});
