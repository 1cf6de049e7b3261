import { beforeEach, expect, test } from 'vitest';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore, exampleCheckpoint, exampleUnfinished } from '../../runs/testing';
import {
  readUnfinishedTraining,
  writeUnfinishedTraining,
  type UnfinishedTraining,
} from '../../runs/unfinished/unfinished-training';
import { forgetCheckpointFile, forgetWork, keepWork, keptWork, openCheckpoint } from './kept-work';
import { restoreWork } from './restore-work';
import { provideStorage } from './storage-access';
import { store } from '../store/store';
import { showStoredItems } from './stored-items';

const initial = store.getInitialState();
const runs = createRunStore(createMemoryStore());
beforeEach(() => store.setState(initial, true));

const keepTraining = (training: UnfinishedTraining) =>
  keepWork(training.id, () => writeUnfinishedTraining(training, exampleCheckpoint));

test('a full disk: memory keeps the newest checkpoint, the stored one stays, and the user hears of it once', async () => {
  const files = createMemoryFiles();
  provideStorage({ runs, checkpoints: files });
  const first = exampleUnfinished('full');
  expect(await keepTraining(first)).toBe('browser');
  const write = () => Promise.reject(new DOMException('quota', 'QuotaExceededError'));
  provideStorage({ runs, checkpoints: { ...files, write } });
  const later = { ...first, validation: [{ steps: 2, map50: 0.5 }] };
  expect(await keepTraining(later)).toBe('memory');
  expect(await keepTraining(later)).toBe('memory');
  const { notices } = store.getState();
  expect(notices.map(({ message }) => message)).toEqual([
    'The browser has no space left for the checkpoint of this run.',
  ]);
  expect(notices[0]?.hint).toMatch(/The run goes on.*exported/u);
  expect(await readUnfinishedTraining((await openCheckpoint('full'))!)).toEqual(later);
  expect(await readUnfinishedTraining((await files.open('full.safetensors'))!)).toEqual(first);
  expect(await keptWork()).toMatchObject([{ place: 'memory' }]);
  await forgetWork('full');
  expect(await openCheckpoint('full')).toBeNull();
  expect(await files.list()).toEqual([]);
});

test('what is forgotten while it is being stored stays forgotten', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ runs, checkpoints });
  const keeping = keepTraining(exampleUnfinished('gone'));
  await forgetWork('gone');
  await keeping;
  expect(await checkpoints.list()).toEqual([]);
});

test('a newer checkpoint takes the place of one that waits to be stored', async () => {
  const files = createMemoryFiles();
  const written: string[] = [];
  let letIn = () => undefined as void;
  const open = new Promise<void>((resolve) => (letIn = resolve));
  provideStorage({
    runs,
    checkpoints: {
      ...files,
      write: async (name, file) => {
        written.push(await file.text());
        await open;
        await files.write(name, file);
      },
    },
  });
  const places = ['first', 'second', 'third', 'fourth'].map((text) => keepWork('fast', () => new Blob([text])));
  await Promise.resolve();
  letIn();
  expect(await Promise.all(places)).toEqual(Array(4).fill('browser'));
  expect(written.at(-1)).toBe('fourth');
  expect(written.length).toBeLessThanOrEqual(2);
  await forgetWork('fast');
});

test('of several, the newest that can be read is shown; one that cannot is named and stays', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ runs, checkpoints });
  await keepTraining(exampleUnfinished('older'));
  await keepTraining(exampleUnfinished('newer'));
  await checkpoints.write('damaged.safetensors', new Blob([Uint8Array.of(1, 2, 3)]));
  await restoreWork();
  expect(store.getState().training).toMatchObject({ id: 'newer', status: 'stopped', done: 2, total: 6 });
  expect(store.getState().notices).toMatchObject([{ tone: 'error', message: expect.stringContaining('8 bytes') }]);
  expect(await checkpoints.list()).toHaveLength(3);
});

test('a foreign file beside the checkpoints is no checkpoint that cannot be read; it is listed, and can be removed', async () => {
  const checkpoints = createMemoryFiles();
  provideStorage({ runs, checkpoints });
  await checkpoints.write('weird.txt', new Blob(['hello']));
  await restoreWork();
  expect(store.getState().notices).toEqual([]);
  await showStoredItems();
  expect(store.getState().storedItems).toEqual([
    {
      kind: 'unreadable',
      place: 'checkpoints',
      fileName: 'weird.txt',
      bytes: 5,
      problem: 'It is no checkpoint of this page.',
    },
  ]);
  await forgetCheckpointFile('weird.txt');
  expect(await checkpoints.list()).toEqual([]);
});
