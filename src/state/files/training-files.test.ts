import { beforeEach, expect, test } from 'vitest';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore, exampleCheckpoint, exampleUnfinished } from '../../runs/testing';
import { writeUnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { keptWork } from '../library/kept-work';
import { provideStorage } from '../library/storage-access';
import { showStoredItems } from '../library/stored-items';
import { store } from '../store/store';
import { tinyDetectorFile } from '../../engine/testing-tiny-model';
import { TinyPage } from '../testing';
import { deleteDetector, importTrainingFile } from './training-files';

const initial = store.getInitialState();
const page = await TinyPage.load();
const { info } = page;

beforeEach(async () => {
  const tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), checkpoints: createMemoryFiles() });
  await page.open();
});

const fileOf = (name: string, ...parts: BlobPart[]) => new File(parts, name);
const lastNotice = () => store.getState().notices.at(-1)!;

test('opens a checkpoint: stored, and ready to go on', async () => {
  const file = await writeUnfinishedTraining(exampleUnfinished('theirs', info.hash), exampleCheckpoint);
  await importTrainingFile(fileOf('theirs.safetensors', file));
  expect(store.getState().training).toMatchObject({ id: 'theirs', origin: 'imported', kept: { steps: 2 } });
  expect(await keptWork()).toHaveLength(1);
});

test('an older checkpoint of a training that is here does not take its place', async () => {
  const newer = await writeUnfinishedTraining(exampleUnfinished('theirs', info.hash), exampleCheckpoint);
  await importTrainingFile(fileOf('newer.safetensors', newer));
  const example = exampleUnfinished('theirs', info.hash);
  const curves = { ...example.curves, values: example.curves.values.map((column) => column.slice(0, 1)) };
  const older = await writeUnfinishedTraining({ ...example, curves, steps: 1 }, exampleCheckpoint);
  await importTrainingFile(fileOf('older.safetensors', older));
  expect(lastNotice().message).toMatch(/newer checkpoint.*2 steps, this one has 1/u);
  expect(await keptWork()).toMatchObject([{ content: { work: { run: { steps: 2 } } } }]);
});

test('opens a detector, keeps it, and removes it again', async () => {
  const bytes = tinyDetectorFile('From a friend');
  await importTrainingFile(fileOf('baseline.safetensors', bytes));
  expect(store.getState().detectors.at(-1)).toMatchObject({ name: 'baseline-2', title: 'From a friend' });
  expect(store.getState().panes.right.detector).toBe('baseline-2');
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', title: 'From a friend' }]);
  await deleteDetector('baseline-2', info.hash);
  await showStoredItems();
  expect(store.getState().storedItems).toEqual([]);
  expect(store.getState().detectors).toEqual(info.detectors);
  expect(store.getState().panes.right.detector).toBe('clip-the-gap');
});

test('refuses what does not belong here, says what it expected, and changes nothing', async () => {
  const refused = async (file: File, message: RegExp) => {
    await importTrainingFile(file);
    expect(lastNotice().message).toMatch(message);
    expect(lastNotice().hint).toContain('Nothing on the page has changed.');
    store.getState().dismissNotice(lastNotice().id);
  };
  const other = await writeUnfinishedTraining(exampleUnfinished('theirs', 'cd34'), exampleCheckpoint);
  await refused(
    fileOf('a', other),
    new RegExp(`belongs to the model tiny \\(cd34\\); loaded is ${info.name} \\(${info.hash.slice(0, 8)}\\)`, 'u'),
  );
  const detector = tinyDetectorFile('X', { model: 'RN50', modelHash: 'ef56' });
  await refused(fileOf('b', detector), /detector belongs to the model RN50 \(ef56\)/u);
  await refused(fileOf('c', 'no such thing'), /“c” was not opened\. .*header/u);
  await refused(fileOf('d', writeSafetensors([], { format: 'clip-the-gap-offsets' })), /kind “clip-the-gap-offsets”/u);
  await refused(fileOf('e', writeSafetensors([])), /another program/u);
  await refused(fileOf('f', exampleCheckpoint), /which run it belongs to/u);
  expect(store.getState().training).toBe(initial.training);
  expect(store.getState().detectors).toBe(info.detectors);
  expect(await keptWork()).toEqual([]);
});
