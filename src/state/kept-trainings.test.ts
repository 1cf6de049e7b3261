import { beforeEach, expect, test } from 'vitest';
import { createRunStore } from '../runs/store';
import { createMemoryFiles, createMemoryStore, exampleCheckpoint, exampleUnfinished } from '../runs/testing';
import { readUnfinishedTraining } from '../runs/unfinished-training';
import { forgetTraining, keepTraining, keptTrainings, openCheckpoint } from './kept-trainings';
import { restoreTraining } from './restore-training';
import { provideStorage } from './storage-access';
import { store } from './store';

const initial = store.getInitialState();
const runs = createRunStore(createMemoryStore());
beforeEach(() => store.setState(initial, true));

test('a full disk: memory keeps the newest checkpoint, the stored one stays, and the user hears of it once', async () => {
  const files = createMemoryFiles();
  provideStorage({ runs, checkpoints: files });
  const first = exampleUnfinished('full');
  expect(await keepTraining(first, exampleCheckpoint)).toBe('browser');
  const write = () => Promise.reject(new DOMException('quota', 'QuotaExceededError'));
  provideStorage({ runs, checkpoints: { ...files, write } });
  const later = { ...first, validation: [{ steps: 2, map50: 0.5 }] };
  expect(await keepTraining(later, exampleCheckpoint)).toBe('memory');
  expect(await keepTraining(later, exampleCheckpoint)).toBe('memory');
  const { notices } = store.getState();
  expect(notices.map(({ message }) => message)).toEqual([
    'The browser has no space left for the checkpoint of this training.',
  ]);
  expect(notices[0]?.hint).toMatch(/Training goes on.*exported/u);
  expect(await readUnfinishedTraining((await openCheckpoint('full'))!)).toEqual(later);
  expect(await readUnfinishedTraining((await files.open('full.safetensors'))!)).toEqual(first);
  expect(await keptTrainings()).toMatchObject([{ place: 'memory' }]);
  await forgetTraining('full');
  expect(await openCheckpoint('full')).toBeNull();
  expect(await files.list()).toEqual([]);
});

test('what is forgotten while it is being stored stays forgotten', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ runs, checkpoints });
  const keeping = keepTraining(exampleUnfinished('gone'), exampleCheckpoint);
  await forgetTraining('gone');
  await keeping;
  expect(await checkpoints.list()).toEqual([]);
});

test('of several, the newest that can be read is shown; one that cannot is named and stays', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ runs, checkpoints });
  await keepTraining(exampleUnfinished('older'), exampleCheckpoint);
  await keepTraining(exampleUnfinished('newer'), exampleCheckpoint);
  await checkpoints.write('damaged.safetensors', new Blob([Uint8Array.of(1, 2, 3)]));
  await restoreTraining();
  expect(store.getState().training).toMatchObject({ id: 'newer', status: 'stopped', done: 2, total: 6 });
  expect(store.getState().notices).toMatchObject([{ tone: 'error', message: expect.stringContaining('8 bytes') }]);
  expect(await checkpoints.list()).toHaveLength(3);
});
