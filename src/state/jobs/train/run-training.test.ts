import type { EvaluatedImage } from '../../../metrics/evaluated-image';
import { evaluateMetric } from '../../../metrics/detection-metric';
import { fromImageRows } from '../../../metrics/image-rows';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { createRunLibrary } from '../../../runs/library/run-library';
import { createRunStore, type RunStore } from '../../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../../runs/testing';
import { keptWork } from '../../library/kept-work';
import { discardTraining } from '../../library/restore-training';
import { restoreWork } from '../../library/restore-work';
import { resumeTraining, saveTraining, stopTraining, toggleTraining } from './run-training';
import { provideStorage, type PageStorage } from '../../library/storage-access';
import { showStoredItems } from '../../library/stored-items';
import { restoreDetectors } from '../../library/stored-work';
import { store } from '../../store/store';
import { TinyPage, until, untilKept } from '../../testing';
import { resumeTrainingObstacle, trainingObstacle } from '../obstacles';
import { isUnfinished, trainingStart } from './training-request';
import { trainingRecord } from '../../library/session-content';
import { engine } from '../engine-access';

const page = await TinyPage.load();
const shipped = page.info.detectors;

/** The page as it is when the model has come; storage outlives it. */
async function openPage() {
  await page.open();
  store.getState().setTrainingMethod('none');
  store.getState().setTrainingParameter('imagesPerStep', 1);
}

function memoryStorage(change: Partial<PageStorage['checkpoints']> = {}): Omit<PageStorage, 'models' | 'dictionaries'> {
  return {
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: { ...createMemoryFiles(), ...change },
  };
}

let tables = createMemoryStore();
beforeEach(async () => {
  tables = createMemoryStore();
  provideStorage(memoryStorage());
  await openPage();
});

const training = () => store.getState().training;
/** The detector's name: method, preset, seed, and the beginning of the run's id. */
const named = /^none-further-1-[\da-f]{8}$/u;
const reached = (status: string) => until((state) => state.training.status === status);

/** Starts, and pauses after the first steps. */
async function pausedTraining(steps = 9) {
  store.getState().setTrainingParameter('steps', steps);
  toggleTraining();
  await until((state) => state.training.done > 0);
  toggleTraining();
  await until((state) => state.training.kept !== null);
}

test('AP is told before the first step, also of a watched domain, as an evaluation of the first detector finds it', async () => {
  store.getState().setTrainingParameter('steps', 1);
  store.getState().setTrainingParameter('watched', 'night-rainy');
  const start = trainingStart(store.getState());
  toggleTraining();
  await reached('finished');
  const domains = ['daytime-clear', 'night-rainy'];
  const found: Record<string, EvaluatedImage[]> = {};
  await engine().evaluate(
    {
      detector: start.kind === 'detector' ? start.name : '',
      source: { kind: 'builtin', domains, split: 'val', imagesPerDomain: 8 },
      from: [0, 0],
      featureOffset: null,
    },
    { onImage: ({ domain, rows }) => (found[domain] ??= []).push(fromImageRows(rows)) },
  );
  const [source, watched] = domains.map((domain) => evaluateMetric(found[domain]!, 7, 'voc2007').mean);
  expect(training().validation[0]).toEqual({ steps: 0, map50: source, watchedMap50: watched });
  expect(training().validation.map(({ steps }) => steps)).toEqual([0, 1]);
  expect(trainingRecord(store.getState())).toMatchObject({ watched: 'night-rainy', validation: training().validation });
});

test('a training ends with a detector in both views, kept for the next visit, and without a checkpoint', async () => {
  store.getState().setTrainingParameter('steps', 10);
  expect(trainingObstacle(store.getState())).toBeNull();
  toggleTraining();
  await reached('finished');
  const { detector, done, validation, curve } = training();
  expect([detector, done, curve?.length]).toEqual([expect.stringMatching(named), 10, 10]);
  expect(validation.map(({ steps }) => steps)).toEqual([0, 4, 8, 10]);
  expect(store.getState().panes.right).toEqual({ detector, testTimeOffset: null });
  expect(store.getState().evaluationChoice.b).toEqual({ detector, testTimeOffset: null });
  await untilKept(0);
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'detector', name: detector }]);

  await openPage();
  await restoreDetectors();
  expect(store.getState().detectors.at(-1)).toMatchObject({
    name: detector,
    title: 'No augmentation, further training, seed 1',
  });
  store.getState().setTrainingParameter('steps', 2);
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

  await openPage();
  await restoreWork();
  expect(training()).toMatchObject({ status: 'stopped', origin: 'restored', id, done: kept!.steps, total: 9 });
  expect(training().curve?.length).toBe(kept!.steps);
  expect(isUnfinished(store.getState())).toBe(true);
  expect(resumeTrainingObstacle(store.getState())).toBeNull();
  await resumeTraining();
  await reached('finished');
  expect(training().curve?.column('step')).toEqual(Float64Array.from({ length: 9 }, (_, step) => step));
  expect(training()).toMatchObject({ id, detector: `none-further-1-${id!.slice(0, 8)}`, kept: null });
  expect(store.getState().runs.map(({ head }) => head.id)).toEqual([id]);
});

test('stop keeps the detector and the checkpoint; discard removes the checkpoint only', async () => {
  await pausedTraining();
  stopTraining();
  await reached('stopped');
  const { id, detector, done } = training();
  await until((state) => state.training.kept?.steps === done);
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
  await until((state) => state.training.kept?.steps === done);
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
  store.getState().setTrainingParameter('steps', 2);
  toggleTraining();
  await reached('finished');
  await until(({ notices }) => notices.length > 0);
  expect(store.getState().notices[0]?.message).toBe('The browser has no space left for this detector.');
  await showStoredItems();
  const { detector } = training();
  // A slow machine makes a checkpoint on the way, which stays.
  const detectors = store.getState().storedItems.filter(({ kind }) => kind === 'detector');
  expect(detectors).toMatchObject([{ name: detector, place: 'memory' }]);
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
  await pausedTraining(8);
  toggleTraining();
  await reached('storing');
  await untilKept(1);
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
  await untilKept(0);
  expect(await checkpoints.list()).toEqual([]);
});

test('a page that knows no other detectors, as another tab, takes none of their names, kept or lost', async () => {
  store.getState().setTrainingParameter('steps', 2);
  const names: (string | null)[] = [];
  for (let visit = 0; visit < 3; visit++) {
    await openPage();
    store.getState().setTrainingParameter('steps', 2);
    toggleTraining();
    await reached('finished');
    names.push(training().detector);
    if (visit === 1) await tables.delete('detectors', `${page.info.hash}/${names[1]}`);
  }
  expect(new Set(names).size).toBe(3);
  const { detectors: stored } = await createRunStore(tables).allDetectors();
  expect(new Set(stored.map(({ name }) => name))).toEqual(new Set([names[0], names[2]]));
});

test('a detector for which there is no space leaves the checkpoint where it was', async () => {
  const { checkpoints, runs } = memoryStorage();
  const full = new DOMException('quota', 'QuotaExceededError');
  provideStorage({ checkpoints, runs: { ...runs, keepDetector: () => Promise.reject(full) } });
  await pausedTraining(8);
  const steps = training().kept!.steps;
  toggleTraining();
  await reached('finished');
  const [work] = await keptWork();
  expect(work?.content).toMatchObject({ work: { kind: 'training', run: { id: training().id } } });
  // A slow machine makes more checkpoints on the way.
  const read = work?.content.kind === 'read' ? work.content.work.run : null;
  expect(read).toHaveProperty(
    'steps',
    expect.toSatisfy((kept: number) => kept >= steps && kept < 8),
  );
});

test('a model that is loaded meanwhile costs no detector', async () => {
  const { runs, letIn } = slowStorage();
  letIn();
  await pausedTraining();
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

test('a write that a reload cuts off leaves the former checkpoint', async () => {
  const files = createMemoryFiles();
  let writes = 0;
  let begin = () => {};
  const secondBegins = new Promise<void>((resolve) => (begin = resolve));
  let cutOff = () => {};
  // The second write stores nothing, as when the page is closed in it; every later one would wait for it.
  const secondEnds = new Promise<void>((resolve) => (cutOff = resolve));
  onTestFinished(() => cutOff());
  const write: typeof files.write = (name, file) => {
    if (++writes === 1) return files.write(name, file);
    begin();
    return secondEnds;
  };
  provideStorage({ ...memoryStorage(), checkpoints: { ...files, write } });
  await pausedTraining(5000);
  const { kept } = training();
  toggleTraining();
  saveTraining();
  await secondBegins;
  stopTraining();
  await reached('stopped');
  expect(writes).toBe(2);

  await openPage();
  await restoreWork();
  expect(training()).toMatchObject({ status: 'stopped', done: kept!.steps });
});
