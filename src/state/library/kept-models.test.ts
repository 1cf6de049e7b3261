import { beforeEach, expect, test, vi } from 'vitest';
import { inProcessEngine, tinyBundle } from '../../engine/testing';
import { createMemoryShelf } from '../../runs/shelf/testing-memory-shelf';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryStore } from '../../runs/testing';
import type { KeptManifest, ModelShelf } from '../../runs/shelf/model-shelf';
import { provideEngine } from '../jobs/engine-access';
import { checkModel } from '../jobs/model/check-model';
import { deleteKeptModel, showKeptModels } from './kept-models';
import { loadModel } from '../jobs/model/load-model';
import { provideStorage } from './storage-access';
import { store } from '../store/store';

const initial = store.getInitialState();
let shelf: ModelShelf;
beforeEach(() => {
  store.setState(initial, true);
  shelf = createMemoryShelf();
  provideStorage({ models: shelf, runs: createRunStore(createMemoryStore()) });
});

const manifest = (title: string, completedAt: string | null): KeptManifest => ({
  format: 1,
  address: title,
  title,
  commit: null,
  startedAt: '2026-11-01T10:00:00.000Z',
  completedAt,
  files: [],
});
const titles = () => store.getState().keptModels.map((model) => model.manifest?.title);

test('the latest model comes first, and a deleted one goes', async () => {
  await shelf.putManifest('a', manifest('older', '2026-11-01T12:00:00.000Z'));
  await shelf.putManifest('b', manifest('newer', '2026-11-02T12:00:00.000Z'));
  await shelf.putManifest('c', manifest('unfinished', null));
  await showKeptModels();
  expect(titles()).toEqual(['newer', 'older', 'unfinished']);
  const before = store.getState().storageRevision;
  await deleteKeptModel('b');
  expect(store.getState().storageRevision).toBe(before + 1);
  await showKeptModels();
  expect(titles()).toEqual(['older', 'unfinished']);
});

test('a page without a file system has no kept models', async () => {
  provideStorage({ models: { ...shelf, list: () => Promise.reject(new Error('none')) } });
  await showKeptModels();
  expect(titles()).toEqual([]);
});

test('a model that is not kept, and one that differs from its graph, are told of', async () => {
  const engine = inProcessEngine();
  const unkept = { kind: 'full' } as const;
  const origin = { kind: 'download', title: 'o/n', commit: null, keptId: null, unkept } as const;
  const load = engine.loadModel.bind(engine);
  vi.spyOn(engine, 'loadModel').mockImplementation(async (...call) => ({ ...(await load(...call)), origin }));
  vi.spyOn(engine, 'checkModel').mockResolvedValue({ kind: 'compared', cosine: 0.9 });
  provideEngine(engine);
  await loadModel(tinyBundle());
  await checkModel();
  expect(store.getState().modelCheck).toEqual({ kind: 'compared', cosine: 0.9 });
  expect(store.getState().notices.map(({ message }) => message)).toEqual([
    'The browser’s space for this page does not hold this model; it is in memory until the page is closed.',
    'This model differs from its own ONNX graph: the cosine of their embeddings is 0.9000.',
  ]);
});
