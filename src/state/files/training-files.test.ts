import { beforeEach, expect, test } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { fakeBackendStatus, fakeDetector, fakeModelInfo } from '../../engine/fake/fake-model';
import { fakeDetectorFile } from '../../engine/fake/fake-files';
import { writeSafetensors } from '../../formats/safetensors/safetensors';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore, exampleCheckpoint, exampleUnfinished } from '../../runs/testing';
import { writeUnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import { provideEngine } from '../jobs/engine-access';
import { keptWork } from '../library/kept-work';
import { provideStorage } from '../library/storage-access';
import { showStoredItems } from '../library/stored-items';
import { store } from '../store/store';
import { deleteDetector, importTrainingFile } from './training-files';

const initial = store.getInitialState();
const info = fakeModelInfo([fakeDetector('baseline', 'Baseline')]);

beforeEach(() => {
  provideEngine(new FakeEngine());
  const tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), checkpoints: createMemoryFiles() });
  store.setState(initial, true);
  store.setState({
    model: { status: { kind: 'ready' }, info },
    detectors: info.detectors,
    backend: fakeBackendStatus('auto'),
  });
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
  const bytes = fakeDetectorFile(fakeDetector('x', 'From a friend')) as Uint8Array<ArrayBuffer>;
  await importTrainingFile(fileOf('baseline.safetensors', bytes));
  expect(store.getState().detectors.at(-1)).toMatchObject({ name: 'baseline-2', title: 'From a friend' });
  expect(store.getState().panes.right.detector).toBe('baseline-2');
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', title: 'From a friend' }]);
  await deleteDetector('baseline-2', info.hash);
  await showStoredItems();
  expect(store.getState().storedItems).toEqual([]);
  expect(store.getState().detectors).toEqual(info.detectors);
  expect(store.getState().panes.right.detector).toBe('baseline');
});

test('refuses what does not belong here, says what it expected, and changes nothing', async () => {
  const refused = async (file: File, message: RegExp) => {
    await importTrainingFile(file);
    expect(lastNotice().message).toMatch(message);
    expect(lastNotice().hint).toContain('Nothing on the page has changed.');
    store.getState().dismissNotice(lastNotice().id);
  };
  const other = await writeUnfinishedTraining(exampleUnfinished('theirs', 'cd34'), exampleCheckpoint);
  await refused(fileOf('a', other), /belongs to the model tiny \(cd34\); loaded is Fake CLIP for tests \(01234567\)/u);
  const foreign = fakeDetector('x', 'X');
  const detector = fakeDetectorFile({ ...foreign, provenance: { model: 'RN50', modelHash: 'ef56' } });
  await refused(fileOf('b', detector as Uint8Array<ArrayBuffer>), /detector belongs to the model RN50 \(ef56\)/u);
  await refused(fileOf('c', 'no such thing'), /“c” was not opened\. .*header/u);
  await refused(fileOf('d', writeSafetensors([], { format: 'clip-the-gap-offsets' })), /kind “clip-the-gap-offsets”/u);
  await refused(fileOf('e', writeSafetensors([])), /another program/u);
  await refused(fileOf('f', exampleCheckpoint), /which run it belongs to/u);
  expect(store.getState().training).toBe(initial.training);
  expect(store.getState().detectors).toBe(info.detectors);
  expect(await keptWork()).toEqual([]);
});
