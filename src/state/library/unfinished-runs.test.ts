import { beforeEach, expect, test, vi } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine';
import type { FakeEngineOptions } from '../../engine/fake/fake-detectors';
import { fakeBackendStatus, fakeDetector, fakeModelInfo } from '../../engine/fake/fake-model';
import { createRunLibrary } from '../../runs/library/run-library';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../runs/testing';
import { provideEngine } from '../jobs/engine-access';
import { imagesDone } from '../jobs/evaluation-buffer';
import { keptWork } from './kept-work';
import { isInterrupted } from '../store/optimisation-slice';
import { discardEvaluation } from './restore-evaluation';
import { discardOptimisation } from './restore-optimisation';
import { restoreWork } from './restore-work';
import { canResumeEvaluation, resumeEvaluation, saveEvaluation, toggleEvaluation } from '../jobs/run-evaluation';
import { resumeRunObstacle } from '../jobs/obstacles';
import { resetRun, resumeRun, saveRun, stopRun, toggleRun } from '../jobs/run-optimisation';
import { sourceImages } from '../jobs/source-images';
import { showStoredItems } from './stored-items';
import { provideStorage } from './storage-access';
import { store } from '../store/store';

const initial = store.getState();
const shipped = [fakeDetector('baseline', 'Baseline'), fakeDetector('augmented', 'With offsets')];
const evaluated = { kind: 'builtin', domains: ['night-rainy'], split: 'val', imagesPerDomain: 8 } as const;

/** The page as it is when the model has come; storage outlives it. */
function openPage(options: FakeEngineOptions = {}) {
  provideEngine(new FakeEngine({ stepMilliseconds: 1, ...options }));
  store.setState(initial, true);
  store.setState({
    model: { status: { kind: 'ready' }, info: fakeModelInfo(shipped) },
    detectors: shipped,
    backend: fakeBackendStatus('auto'),
  });
  store.getState().setEvaluationChoice({ source: evaluated });
}

beforeEach(() => {
  const tables = createMemoryStore();
  provideStorage({
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: createMemoryFiles(),
  });
  openPage();
});

const run = () => store.getState().run;
const reached = (status: string) => vi.waitFor(() => expect(run().status).toBe(status), 20_000);

/** Starts an optimisation, and leaves it in the middle, with a checkpoint. */
async function interruptedRun(iterations = 60) {
  store.setState({ changedParameters: { iterations, sourceImages: 2 } });
  toggleRun();
  await vi.waitFor(() => expect(run().done).toBeGreaterThan(3), 20_000);
  toggleRun();
  await vi.waitFor(() => expect(run().kept).not.toBeNull(), 20_000);
  return run();
}

test('an optimisation that a reload cuts off is found again, and goes on to the curve of an uninterrupted one', async () => {
  store.setState({ changedParameters: { iterations: 60, sourceImages: 2 } });
  toggleRun();
  await reached('finished');
  const whole = run().curve!.toTable();
  expect(await keptWork()).toEqual([]);

  openPage({ stepMilliseconds: 30 });
  const { id, createdAt, kept } = await interruptedRun();
  openPage();
  await restoreWork();
  expect(run()).toMatchObject({ status: 'stopped', origin: 'restored', id, createdAt, done: kept!.iterations });
  expect(isInterrupted(run())).toBe(true);
  expect(run().curve?.length).toBe(kept!.iterations);
  expect(resumeRunObstacle(store.getState())).toBeNull();
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id, kept: null, done: 60 });
  expect(run().curve!.toTable()).toEqual(whole);
  expect(store.getState().runs.filter(({ head }) => head.id === id)).toHaveLength(1);
  expect(await keptWork()).toEqual([]);
});

test('an optimisation that fails keeps its last checkpoint, says so, and goes on', async () => {
  const { id } = await interruptedRun(3000);
  const saved = run().kept!.iterations;
  toggleRun();
  await vi.waitFor(() => expect(run().done).toBeGreaterThan(saved + 3), 20_000);
  saveRun();
  await vi.waitFor(() => expect(run().kept!.iterations).toBeGreaterThan(saved), 20_000);
  openPage({
    failures: { optimise: { code: 'device-lost', message: 'The GPU stopped working.', hint: 'It starts anew.' } },
  });
  await restoreWork();
  await resumeRun();
  expect(run()).toMatchObject({ status: 'failed', id });
  expect(isInterrupted(run())).toBe(true);
  const { iterations } = run().kept!;
  expect(store.getState().notices.at(-1)?.hint).toBe(
    `It starts anew. “Go on” repeats what came after the checkpoint of iteration ${iterations} of ${iterations}.`,
  );
  provideEngine(new FakeEngine({ stepMilliseconds: 0 }));
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id, done: 3000 });
});

test('stop, reset and discard leave no checkpoint; another model is asked for by name', async () => {
  await interruptedRun(10_000);
  stopRun();
  await reached('stopped');
  await vi.waitFor(async () => expect(await keptWork()).toEqual([]), 10_000);
  expect(isInterrupted(run())).toBe(false);

  await interruptedRun(10_000);
  resetRun();
  await vi.waitFor(async () => expect(await keptWork()).toEqual([]), 10_000);

  const { id } = await interruptedRun(10_000);
  openPage();
  await restoreWork();
  const info = { ...store.getState().model.info!, hash: 'other' };
  store.setState({ model: { status: { kind: 'ready' }, info } });
  expect(resumeRunObstacle(store.getState())).toMatch(/begun with another model/u);
  await discardOptimisation(id!);
  expect(run().status).toBe('empty');
  expect(await keptWork()).toEqual([]);
});

test('stop ends the preparation of a run, and the page is as before', async () => {
  const begun = vi.fn<() => void>();
  provideEngine(
    new (class extends FakeEngine {
      override optimise(...call: Parameters<FakeEngine['optimise']>) {
        begun();
        return super.optimise(...call);
      }
    })({ stepMilliseconds: 1 }),
  );
  store.setState({ changedParameters: { iterations: 5, sourceImages: 3 } });
  toggleRun();
  await reached('finished');
  const offsets = { from: 'model', name: 'shipped', modelHash: 'x', offsets: run().offsets! } as const;
  store.getState().setTrainingOffsets(offsets);
  const before = run();
  for (const stop of [0, 1, 2]) {
    // More images each time: those that are there are taken at once.
    store.setState({ changedParameters: { iterations: 5, sourceImages: 6 + 3 * stop } });
    toggleRun();
    for (let turn = 0; turn < stop; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    expect(run().status).toBe('preparing');
    stopRun();
    expect(run()).toBe(before);
  }
  await sourceImages(12, null);
  expect(run()).toBe(before);
  expect(store.getState()).toMatchObject({ trainingOffsets: offsets, notices: [] });
  expect(begun).toHaveBeenCalledTimes(1);
});

test('stop ends the preparation of a run that goes on; it can go on later', async () => {
  await interruptedRun();
  openPage();
  await restoreWork();
  const before = run();
  const resuming = resumeRun();
  expect(run().status).toBe('preparing');
  stopRun();
  await resuming;
  expect(run()).toBe(before);
  expect(store.getState().notices).toEqual([]);
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id: before.id, done: 60 });
});

test('an evaluation that a reload cuts off keeps its images, and goes on after the last one', async () => {
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress).toBeNull(), 20_000);
  const whole = store.getState().evaluations;
  expect(await keptWork()).toEqual([]);

  openPage({ stepMilliseconds: 30 });
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress!.done).toBeGreaterThan(9), 20_000);
  saveEvaluation();
  await vi.waitFor(async () => expect(await keptWork()).toHaveLength(1), 10_000);
  const left = store.getState().evaluations;
  const [kept] = await keptWork();
  expect(kept!.content).toMatchObject({ kind: 'read', work: { kind: 'evaluation' } });
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'checkpoint', work: 'evaluation', total: 16 }]);
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress).toBeNull(), 20_000);

  openPage();
  await restoreWork();
  const { a, b } = store.getState().evaluations;
  expect([a!.id, b!.id]).toEqual([left.a!.id, left.b!.id]);
  expect(imagesDone(a!)).toBe(8);
  expect(imagesDone(b!)).toBeGreaterThanOrEqual(2);
  expect(imagesDone(b!)).toBeLessThan(8);
  expect(canResumeEvaluation(store.getState())).toBe(true);
  resumeEvaluation();
  await vi.waitFor(() => expect(imagesDone(store.getState().evaluations.b!)).toBe(8), 20_000);
  expect(store.getState().evaluations.b!.domains).toEqual(whole.b!.domains);
  await vi.waitFor(async () => expect(await keptWork()).toEqual([]), 10_000);
});

test('an unfinished evaluation gives way to another one into the library, or is discarded', async () => {
  openPage({ stepMilliseconds: 20 });
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress!.done).toBeGreaterThan(1), 20_000);
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress).toBeNull(), 20_000);
  await vi.waitFor(async () => expect(await keptWork()).toHaveLength(1), 10_000);
  const { id } = store.getState().evaluations.a!;
  openPage();
  await restoreWork();
  expect(store.getState().evaluations.a!.id).toBe(id);
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress).toBeNull(), 20_000);
  expect(store.getState().runs.map(({ head }) => head.id)).toContain(id);
  await vi.waitFor(async () => expect(await keptWork()).toEqual([]), 10_000);

  openPage({ stepMilliseconds: 20 });
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress!.done).toBeGreaterThan(1), 20_000);
  toggleEvaluation();
  await vi.waitFor(() => expect(store.getState().evaluationProgress).toBeNull(), 20_000);
  await vi.waitFor(async () => expect(await keptWork()).toHaveLength(1), 10_000);
  await discardEvaluation(store.getState().evaluations.a!.id);
  expect(store.getState().evaluations).toEqual({ a: null, b: null });
  expect(await keptWork()).toEqual([]);
});
