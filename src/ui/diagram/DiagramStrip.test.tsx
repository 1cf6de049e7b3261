import { beforeEach, expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { poolOffsets } from '../../runs/records/offsets-record';
import { store } from '../../state/store/store';
import { DiagramStrip } from './DiagramStrip';

beforeEach(() => {
  store.setState(store.getInitialState(), true);
  store.getState().replacePrompts({ sourcePrompt: 'a day', targetPrompts: ['a fog'] }, { undoable: false });
});

const unit = (...embedding: number[]) =>
  ({ kind: 'ready', tokens: 4, embedding: Float32Array.from(embedding) }) as const;

test('it has the numbers of the run and of the prompt, and each part leads to its panel', async () => {
  const { storeEmbeddings, setRun } = store.getState();
  storeEmbeddings([
    ['a day', unit(1, 0)],
    ['a fog', unit(0, 1)],
  ]);
  setRun({
    status: 'finished',
    latest: { total: 0.6, cosine: 0.4, l1: 0.2 },
    pooled: poolOffsets({
      sourcePrompt: 'a day',
      targetPrompts: ['a fog'],
      channels: 2,
      height: 1,
      width: 1,
      // [T, C, H, W]: of length 5.
      values: Float32Array.of(3, 4),
    }),
  });
  const { getByRole } = await render(<DiagramStrip />);
  // √2 is the length of (0, 1) − (1, 0).
  await expect.element(getByRole('button', { name: 'Text direction, as a unit vector: 1.414' })).toBeVisible();
  await expect.element(getByRole('button', { name: /^Semantic offset A_j.*: ‖Ā‖ 5.00$/u })).toBeVisible();
  await expect.element(getByRole('button', { name: 'V_a, the stem to layer 3: 2 × 1 × 1' })).toBeVisible();
  await getByRole('button', { name: /^L_opt: 0.6000 = D 0.4000 \+ l1 0.2000$/u }).click();
  expect(store.getState().view).toBe('optimise');
  await getByRole('button', { name: /^Semantic offset/u }).click();
  expect(store.getState().view).toBe('explain');
});

test('without a run it has no numbers of one; slow motion opens a step and plays', async () => {
  const { getByRole } = await render(<DiagramStrip />);
  await expect.element(getByRole('button', { name: 'L_opt', exact: true })).toBeVisible();
  await getByRole('button', { name: 'Slow motion' }).click();
  expect(store.getState()).toMatchObject({ view: 'explain', stepPlays: true, stepStage: 0 });
});
