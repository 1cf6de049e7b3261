import { beforeEach, expect, test } from 'vitest';
import { FakeEngine } from '../engine/fake-engine';
import { fakeModelInfo } from '../engine/fake/fake-model';
import { provideEngine } from './engine-access';
import { trainingRequest } from './run-training';
import { store } from './store';
import { learnedFor, methodObstacle } from './training-method';

const initial = store.getState();
const info = fakeModelInfo([]);
const pin = info.methods.find(({ name }) => name === 'pin')!;

beforeEach(() => {
  provideEngine(new FakeEngine());
  store.setState(initial, true);
  store.setState({ model: { ...initial.model, info }, trainingMethod: 'pin' });
});

test('PIN learns its styles from the target prompts when training starts', async () => {
  const state = store.getState();
  expect(pin.learns).toBe('styles');
  expect(methodObstacle(state)).toBeNull();
  expect(trainingRequest(state)).toBeNull();
  const learned = await learnedFor(pin, state);
  expect(learned).toMatchObject({
    kind: 'styles',
    styles: { targetPrompts: state.targets.map(({ text }) => text), stylesPerPrompt: info.styleDefaults.crops },
  });
});

test('PIN needs a target prompt', () => {
  store.setState({ targets: [] });
  expect(methodObstacle(store.getState())).toContain('Add at least one');
});
