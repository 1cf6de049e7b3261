import { beforeEach, expect, test } from 'vitest';
import { createRunLibrary } from '../../runs/library/run-library';
import { createRunStore } from '../../runs/library/runs-store';
import {
  createDeniedStore,
  createMemoryFiles,
  createMemoryStore,
  exampleCheckpoint,
  exampleRun,
  exampleUnfinished,
} from '../../runs/testing';
import { writeUnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { forgetWork, keepWork } from './kept-work';
import { losesWork } from './leaving';
import { loadModel } from '../jobs/model/load-model';
import { forgetUnstoredRuns, recordRun } from './kept-runs';
import { provideStorage } from './storage-access';
import { store } from '../store/store';
import { tinyDetectorFile, tinyModel } from '../../engine/testing-tiny-model';
import { TinyPage } from '../testing';
import { storeAgain } from './store-again';
import { showStoredItems } from './stored-items';
import { detectorsRestored, forgetDetector, keepDetectorFile } from './stored-work';

const page = await TinyPage.load();
const { info } = page;
const full = new DOMException('The quota has been exceeded.', 'QuotaExceededError');
const mine = {
  name: 'mine',
  modelHash: info.hash,
  file: new Blob([tinyDetectorFile('Mine')]),
};
let tables = createMemoryStore();

function provide(store_: typeof tables, write?: () => Promise<void>): void {
  const checkpoints = createMemoryFiles();
  provideStorage({
    runs: createRunStore(store_),
    library: createRunLibrary(store_),
    checkpoints: write ? { ...checkpoints, write } : checkpoints,
  });
}

beforeEach(async () => {
  tables = createMemoryStore();
  forgetUnstoredRuns();
  await forgetWork('u');
  await forgetDetector('mine', info.hash);
  await page.open();
});

/** A run, a detector and a checkpoint that found no space. */
async function fill(): Promise<void> {
  provide(createDeniedStore(full), () => Promise.reject(full));
  await recordRun(exampleRun('o'));
  expect(await keepDetectorFile(mine)).toBe(false);
  expect(await keepWork('u', () => writeUnfinishedTraining(exampleUnfinished('u', info.hash), exampleCheckpoint))).toBe(
    'memory',
  );
}

const lastMessage = () => store.getState().notices.at(-1)?.message;

test('“Store again” stores runs, detectors and checkpoints, and says what it did', async () => {
  await fill();
  expect(losesWork(store.getState())).toBe(true);
  store.setState({ notices: [] });
  await storeAgain();
  expect(lastMessage()).toBe(
    'Still in memory only: 1 run, 1 detector, 1 checkpoint, because the browser’s space for this page is full.',
  );
  provide(tables);
  await storeAgain();
  expect(lastMessage()).toBe('Stored: 1 run, 1 detector, 1 checkpoint.');
  expect(await tables.keys('library')).toEqual(['o']);
  expect(await tables.keys('detectors')).toEqual([`${info.hash}/mine`]);
  expect(losesWork(store.getState())).toBe(false);
  await storeAgain();
  expect(lastMessage()).toBe('Everything is stored already.');
});

test('a detector that found no space outlives another model, and can be stored then', async () => {
  await fill();
  await loadModel(tinyModel());
  await detectorsRestored();
  expect(store.getState().detectors.map(({ name }) => name)).toContain('mine');
  store.setState({ model: { status: { kind: 'ready' }, info: { ...info, hash: 'another' } }, detectors: [] });
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([
    { kind: 'checkpoint', place: 'memory' },
    { kind: 'detector', name: 'mine', title: 'Mine', place: 'memory', model: { hash: info.hash } },
  ]);
  provide(tables);
  await storeAgain();
  expect(await tables.keys('detectors')).toEqual([`${info.hash}/mine`]);
});

test('what only the engine has, after the browser has cleared its data, is stored again, too', async () => {
  provide(tables);
  store.getState().addDetector(await page.engine.importDetector('trained', tinyDetectorFile('Trained here')));
  await storeAgain();
  expect(lastMessage()).toBe('Stored: 1 detector.');
  expect(await tables.keys('detectors')).toEqual([`${info.hash}/trained`]);
});
