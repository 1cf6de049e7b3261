import { beforeEach, expect, test, vi } from 'vitest';
import type { FakeEngineOptions } from '../../engine/fake/fake-detectors';
import { FakeEngine } from '../../engine/fake/fake-engine';
import { fakeBackendStatus, fakeDetector, fakeModelInfo } from '../../engine/fake/fake-model';
import { createRunLibrary } from '../../runs/library/run-library';
import { createRunStore, type RunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../runs/testing';
import { provideEngine } from './engine-access';
import { keptWork } from '../library/kept-work';
import { discardTraining } from '../library/restore-training';
import { restoreWork } from '../library/restore-work';
import { resumeTraining, saveTraining, stopTraining, toggleTraining } from './run-training';
import { provideStorage, type PageStorage } from '../library/storage-access';
import { showStoredItems } from '../library/stored-items';
import { restoreDetectors } from '../library/stored-work';
import { store } from '../store/store';
import { resumeTrainingObstacle, trainingObstacle } from './obstacles';
import { isUnfinished } from './training-request';

const initial = store.getState();
const shipped = [fakeDetector('baseline', 'Baseline'), fakeDetector('augmented', 'With offsets')];

/** The page as it is when the model has come; storage outlives it. */
function openPage(options: FakeEngineOptions = {}) {
  provideEngine(new FakeEngine({ stepMilliseconds: 1, ...options }));
  store.setState(initial, true);
  store.setState({
    model: { status: { kind: 'ready' }, info: fakeModelInfo(shipped) },
    detectors: shipped,
    backend: fakeBackendStatus('auto'),
  });
  store.getState().setTrainingMethod('none');
}

function memoryStorage(change: Partial<PageStorage['checkpoints']> = {}): Omit<PageStorage, 'models' | 'dictionaries'> {
  return {
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: { ...createMemoryFiles(), ...change },
  };
}

let tables = createMemoryStore();
beforeEach(() => {
  tables = createMemoryStore();
  provideStorage(memoryStorage());
  openPage();
});

const training = () => store.getState().training;
/** The detector's name: method, preset, seed, and the beginning of the run's id. */
const named = /^none-further-1-[\da-f]{8}$/u;
const reached = (status: string) => vi.waitFor(() => expect(training().status).toBe(status), 20_000);

/** Starts, and pauses after the first steps. */
async function pausedTraining(steps = 60) {
  store.getState().setTrainingParameter('steps', steps);
  toggleTraining();
  // With the news itself: who looks now and then may come when all is done.
  await new Promise<void>((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (training().done <= 2) return;
      unsubscribe();
      toggleTraining();
      resolve();
    });
  });
  await vi.waitFor(() => expect(training().kept).not.toBeNull(), 20_000);
}

test('a training ends with a detector in both views, kept for the next visit, and without a checkpoint', async () => {
  store.getState().setTrainingParameter('steps', 50);
  expect(trainingObstacle(store.getState())).toBeNull();
  toggleTraining();
  await reached('finished');
  const { detector, done, validation, curve } = training();
  expect([detector, done, curve?.length]).toEqual([expect.stringMatching(named), 50, 50]);
  expect(validation.map(({ steps }) => steps)).toEqual([9, 18, 27, 36, 45, 50]);
  expect(store.getState().panes.right).toEqual({ detector, testTimeOffset: null });
  expect(store.getState().evaluationChoice.b).toEqual({ detector, testTimeOffset: null });
  await vi.waitFor(async () => expect(await keptWork()).toEqual([]), 10_000);
  await vi.waitFor(async () => {
    await showStoredItems();
    expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', name: detector }]);
  }, 10_000);

  openPage();
  await restoreDetectors();
  expect(store.getState().detectors.at(-1)).toMatchObject({
    name: detector,
    title: 'No augmentation, further training, seed 1',
  });
  store.getState().setTrainingParameter('steps', 4);
  toggleTraining();
  await reached('finished');
  expect(training().detector).not.toBe(detector);
  expect(training()).toMatchObject({
    detector: expect.stringMatching(named) as string,
    request: { title: 'No augmentation, further training, seed 1, run 2' },
  });
});

test('a paused training is found again after a reload, and goes on to the same end', async () => {
  await pausedTraining();
  const { kept, id } = training();
  expect(kept?.place).toBe('browser');

  openPage();
  await restoreWork();
  expect(training()).toMatchObject({ status: 'stopped', origin: 'restored', id, done: kept!.steps, total: 60 });
  expect(training().curve?.length).toBe(kept!.steps);
  expect(isUnfinished(store.getState())).toBe(true);
  expect(resumeTrainingObstacle(store.getState())).toBeNull();
  await resumeTraining();
  await reached('finished');
  expect(training().curve?.column('step')).toEqual(Float64Array.from({ length: 60 }, (_, step) => step));
  expect(training()).toMatchObject({ id, detector: `none-further-1-${id!.slice(0, 8)}`, kept: null });
  expect(store.getState().runs.map(({ head }) => head.id)).toEqual([id]);
});

test('stop keeps the detector and the checkpoint; discard removes the checkpoint only', async () => {
  await pausedTraining();
  stopTraining();
  await reached('stopped');
  const { id, detector, done } = training();
  await vi.waitFor(() => expect(training().kept?.steps).toBe(done), 10_000);
  expect(store.getState().detectors.some(({ name }) => name === detector)).toBe(true);
  await discardTraining(id!);
  expect(await keptWork()).toEqual([]);
  expect(training()).toMatchObject({ status: 'stopped', detector, kept: null });
  expect(isUnfinished(store.getState())).toBe(false);
});

test('a stopped training that goes on leaves the detector of then beside the one of now', async () => {
  await pausedTraining();
  stopTraining();
  await reached('stopped');
  const { detector: former, done } = training();
  await vi.waitFor(() => expect(training().kept?.steps).toBe(done), 10_000);
  await resumeTraining();
  await reached('finished');
  expect(training().detector).toBe(`${former}-2`);
  const { detectors } = await createRunStore(tables).allDetectors();
  expect(detectors.map(({ name }) => name)).toEqual([former, `${former}-2`]);
});

test('a detector for which there is no space can still be used, and is listed to be exported', async () => {
  const full = new DOMException('quota', 'QuotaExceededError');
  const { checkpoints, runs } = memoryStorage();
  provideStorage({ checkpoints, runs: { ...runs, keepDetector: () => Promise.reject(full) } });
  store.getState().setTrainingParameter('steps', 4);
  toggleTraining();
  await reached('finished');
  await vi.waitFor(() => expect(store.getState().notices).toHaveLength(1), 10_000);
  expect(store.getState().notices[0]?.message).toBe('The browser has no space left for this detector.');
  await showStoredItems();
  const { detector } = training();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', name: detector, place: 'memory' }]);
  expect(store.getState().panes.right.detector).toBe(detector);
});

/** Storage whose detectors wait until they are let in. */
function slowStorage() {
  const { checkpoints, runs } = memoryStorage();
  let letIn = () => {};
  const promise = new Promise<void>((resolve) => (letIn = resolve));
  const keepDetector: RunStore['keepDetector'] = async (detector) => {
    await promise;
    await runs.keepDetector(detector);
  };
  provideStorage({ checkpoints, runs: { ...runs, keepDetector } });
  return { checkpoints, runs, letIn: () => letIn() };
}

test('“trained” is said when detector and record are stored; until then the checkpoint stays', async () => {
  const { checkpoints, runs, letIn } = slowStorage();
  await pausedTraining(50);
  toggleTraining();
  await reached('storing');
  await vi.waitFor(async () => expect(await keptWork()).toHaveLength(1), 10_000);
  expect((await runs.allDetectors()).detectors).toEqual([]);
  expect(store.getState().runs).toEqual([]);
  const states: string[] = [];
  const seen = store.subscribe(({ training: { status } }, before) => {
    if (status !== before.training.status)
      states.push(`${status}, ${store.getState().runs.length} run, ${store.getState().training.kept?.steps ?? 0} kept`);
  });
  letIn();
  await reached('finished');
  seen();
  expect(states).toEqual(['finished, 1 run, 0 kept']);
  expect((await runs.allDetectors()).detectors).toMatchObject([{ name: training().detector }]);
  await vi.waitFor(async () => expect(await checkpoints.list()).toEqual([]), 10_000);
});

test('a page that knows no other detectors, as another tab, takes none of their names, kept or lost', async () => {
  store.getState().setTrainingParameter('steps', 4);
  const names: (string | null)[] = [];
  for (let page = 0; page < 3; page++) {
    openPage();
    store.getState().setTrainingParameter('steps', 4);
    toggleTraining();
    await reached('finished');
    names.push(training().detector);
    if (page === 1) await tables.delete('detectors', `${fakeModelInfo(shipped).hash}/${names[1]}`);
  }
  expect(new Set(names).size).toBe(3);
  const { detectors: stored } = await createRunStore(tables).allDetectors();
  expect(new Set(stored.map(({ name }) => name))).toEqual(new Set([names[0], names[2]]));
});

test('a detector for which there is no space leaves the checkpoint where it was', async () => {
  const { checkpoints, runs } = memoryStorage();
  const full = new DOMException('quota', 'QuotaExceededError');
  provideStorage({ checkpoints, runs: { ...runs, keepDetector: () => Promise.reject(full) } });
  await pausedTraining(50);
  const steps = training().kept!.steps;
  toggleTraining();
  await reached('finished');
  expect(await keptWork()).toMatchObject([
    { content: { work: { kind: 'training', run: { id: training().id, steps } } } },
  ]);
});

test('a model that is loaded meanwhile costs no detector', async () => {
  const { runs, letIn } = slowStorage();
  letIn();
  await pausedTraining(60);
  const trainedWith = store.getState().model.info!;
  store.setState({
    model: { status: { kind: 'ready' }, info: { ...trainedWith, hash: 'another' } },
    detectors: shipped,
  });
  toggleTraining();
  await reached('finished');
  const [detector, ...others] = (await runs.allDetectors()).detectors;
  expect(others).toEqual([]);
  expect(detector).toMatchObject({ name: expect.stringMatching(named) as string, modelHash: trainedWith.hash });
  expect(store.getState().detectors).toEqual(shipped);
  expect(store.getState().notices.at(-1)?.hint).toBe(`Load ${trainedWith.name} again to use the detector.`);
});

// The last one: its write never ends, and every later one would wait for it.
test('a write that a reload cuts off leaves the former checkpoint', async () => {
  const files = createMemoryFiles();
  let writes = 0;
  // The second write never comes to its end, as when the page is closed in it.
  const write: typeof files.write = (name, file) =>
    ++writes > 1 ? new Promise(() => undefined) : files.write(name, file);
  provideStorage({ ...memoryStorage(), checkpoints: { ...files, write } });
  await pausedTraining(5000);
  const { kept } = training();
  toggleTraining();
  saveTraining();
  await vi.waitFor(() => expect(writes).toBe(2), 20_000);
  stopTraining();
  await reached('stopped');
  expect(writes).toBe(2);

  openPage();
  await restoreWork();
  expect(training()).toMatchObject({ status: 'stopped', done: kept!.steps });
});
