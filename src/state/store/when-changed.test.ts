import { beforeEach, expect, test } from 'vitest';
import { store } from './store';
import { whenChanged } from './when-changed';

beforeEach(() => store.setState(store.getInitialState(), true));

test('only a change of what is selected is told', () => {
  const told: string[] = [];
  const end = whenChanged(
    (state) => state.sourcePrompt,
    (prompt, former) => void told.push(`${former} → ${prompt}`),
  );
  store.setState({ view: 'train' });
  store.setState({ sourcePrompt: 'day' });
  store.setState({ sourcePrompt: 'day' });
  end();
  store.setState({ sourcePrompt: 'night' });
  expect(told).toEqual([`${store.getInitialState().sourcePrompt} → day`]);
});

test('lists are compared by their members', () => {
  let times = 0;
  const end = whenChanged(
    (state) => [state.sourcePrompt, state.targets],
    () => times++,
  );
  store.setState({ view: 'train' });
  expect(times).toBe(0);
  store.setState(({ targets }) => ({ targets: targets.slice(1) }));
  expect(times).toBe(1);
  end();
});

test('a change that a reaction makes is told once, to those before and after it', () => {
  const told: string[] = [];
  const follow = (name: string) =>
    whenChanged(
      (state) => state.logLoss,
      (value) => void told.push(`${name} ${String(value)}`),
    );
  const ends = [
    follow('first'),
    whenChanged(
      (state) => state.sourcePrompt,
      () => store.setState(({ logLoss }) => ({ logLoss: !logLoss })),
    ),
    follow('last'),
  ];
  const { logLoss } = store.getState();
  store.setState({ sourcePrompt: 'day' });
  store.setState({ view: 'train' });
  expect(told).toEqual([`first ${String(!logLoss)}`, `last ${String(!logLoss)}`]);
  for (const end of ends) end();
});
