import { beforeEach, expect, test } from 'vitest';
import { createRunLibrary } from '../../runs/library/run-library';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../runs/testing';
import { loadRun } from '../library/kept-runs';
import { provideStorage } from '../library/storage-access';
import { store } from '../store/store';
import { TinyPage, until } from '../testing';
import { stopRun } from './run-optimisation';
import { sweepOptimisation } from './sweep-optimisation';

const page = await TinyPage.load();

beforeEach(async () => {
  const tables = createMemoryStore();
  provideStorage({
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: createMemoryFiles(),
  });
  await page.open();
  const { replacePrompts, setParameter } = store.getState();
  replacePrompts({ sourcePrompt: 'a day', targetPrompts: ['a night'] }, { undoable: false });
  for (const [key, value] of [
    ['iterations', 3],
    ['cropsPerStep', 1],
    ['imagesPerStep', 1],
    ['sourceImages', 1],
    ['imageShortSide', 64],
    ['cropSize', 32],
  ] as const)
    setParameter(key, value);
});

const optimised = async (id: string) => {
  const record = await loadRun(id);
  if (record.kind !== 'optimisation') throw new Error('no optimisation');
  return record;
};

test('each value has a run of its own, all else is as on the page, and its parameters stay', async () => {
  await sweepOptimisation('learningRate', [0.001, 0.1]);
  const { sweep, changedParameters, run } = store.getState();
  expect(sweep).toMatchObject({ setting: 'learningRate', values: [0.001, 0.1], active: false });
  expect(sweep!.runs).toHaveLength(2);
  const [low, high] = await Promise.all(sweep!.runs.map(optimised));
  expect(low!.config).toEqual({ ...high!.config, learningRate: 0.001 });
  expect(high!.config.learningRate).toBe(0.1);
  expect(changedParameters).not.toHaveProperty('learningRate');
  expect(run.id).toBe(sweep!.runs[1]);
  const losses = (record: typeof low) => [...record!.curves.values[record!.curves.columns.indexOf('loss_total')]!];
  // The first step is computed before anything has changed.
  expect(losses(low)[0]).toBeCloseTo(losses(high)[0]!, 6);
  expect(losses(low)[2]).not.toBeCloseTo(losses(high)[2]!, 3);
});

test('a run that is stopped ends the comparison', async () => {
  store.getState().setParameter('iterations', 1000);
  const ended = sweepOptimisation('seed', [1, 2, 3]);
  await until(({ run }) => run.done > 0);
  stopRun();
  await ended;
  expect(store.getState().sweep).toMatchObject({ active: false, runs: [expect.any(String)] });
});

test('where no run can start nothing is compared and the page says why', async () => {
  store.getState().replacePrompts({ sourcePrompt: 'a day', targetPrompts: [] }, { undoable: false });
  await sweepOptimisation('seed', [1, 2]);
  expect(store.getState().sweep).toBeNull();
  expect(store.getState().notices.at(-1)?.message).toBe('Add at least one target prompt.');
});
