import { beforeEach, expect, test, vi } from 'vitest';
import { smallCrops } from '../../engine/testing';
import { createRunLibrary } from '../../runs/library/run-library';
import type { CurveTable } from '../../runs/records/curve-table';
import { createRunStore } from '../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../runs/testing';
import { imagesDone } from '../jobs/evaluate/evaluation-buffer';
import { keptWork } from './kept-work';
import { isInterrupted } from '../store/optimisation-slice';
import { discardEvaluation } from './restore-evaluation';
import { discardOptimisation } from './restore-optimisation';
import { restoreWork } from './restore-work';
import {
  canResumeEvaluation,
  resumeEvaluation,
  saveEvaluation,
  toggleEvaluation,
} from '../jobs/evaluate/run-evaluation';
import { resumeRunObstacle } from '../jobs/obstacles';
import { resetRun, resumeRun, saveRun, stepRun, stopRun, toggleRun } from '../jobs/run-optimisation';
import { sourceImages } from '../jobs/source-images';
import { showStoredItems } from './stored-items';
import { provideStorage } from './storage-access';
import { store } from '../store/store';
import { type Failures, TinyPage, until, untilKept } from '../testing';

const page = await TinyPage.load();
const small = { ...smallCrops, sourceImages: 2 };
const source = { kind: 'builtin', domains: ['night-rainy'], split: 'val', imagesPerDomain: 8 } as const;

/** The page as it is when the model has come; storage outlives it. */
async function openPage(failures: Failures = {}) {
  await page.open(failures);
  store.getState().setEvaluationChoice({ source });
}

beforeEach(async () => {
  const tables = createMemoryStore();
  provideStorage({
    runs: createRunStore(tables),
    library: createRunLibrary(tables),
    checkpoints: createMemoryFiles(),
  });
  await openPage();
});

/** A curve but for its clock. */
const untimed = ({ columns, values }: CurveTable) =>
  columns.flatMap((column, at) => (column === 'seconds' ? [] : [[column, values[at]]]));
const run = () => store.getState().run;
const reached = (status: string) => until((state) => state.run.status === status);
const evaluationEnded = () => until(({ evaluationProgress }) => evaluationProgress === null);

/** Starts an optimisation, and leaves it after its third iteration, with a checkpoint. */
async function interruptedRun(iterations = 30) {
  store.setState({ changedParameters: { ...small, iterations } });
  for (let iteration = 1; iteration <= 3; iteration++) {
    stepRun();
    await until((state) => state.run.kept?.iterations === iteration);
  }
  return run();
}

test('an optimisation that a reload cuts off is found again, and goes on to the curve of an uninterrupted one', async () => {
  store.setState({ changedParameters: { ...small, iterations: 30 } });
  toggleRun();
  await reached('finished');
  const whole = untimed(run().curve!.toTable());
  await untilKept(0);

  await openPage();
  const { id, createdAt, kept } = await interruptedRun();
  await openPage();
  await restoreWork();
  expect(run()).toMatchObject({ status: 'stopped', origin: 'restored', id, createdAt, done: kept!.iterations });
  expect(isInterrupted(run())).toBe(true);
  expect(run().curve?.length).toBe(kept!.iterations);
  expect(resumeRunObstacle(store.getState())).toBeNull();
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id, kept: null, done: 30 });
  expect(untimed(run().curve!.toTable())).toEqual(whole);
  expect(store.getState().runs.filter(({ head }) => head.id === id)).toHaveLength(1);
  await untilKept(0);
});

test('an optimisation that fails keeps its last checkpoint, says so, and goes on', async () => {
  const { id } = await interruptedRun(60);
  const saved = run().kept!.iterations;
  toggleRun();
  await until((state) => state.run.done > saved);
  saveRun();
  await until((state) => state.run.kept!.iterations > saved);
  await openPage({ optimise: { code: 'device-lost', message: 'The GPU stopped working.', hint: 'It starts anew.' } });
  await restoreWork();
  await resumeRun();
  expect(run()).toMatchObject({ status: 'failed', id });
  expect(isInterrupted(run())).toBe(true);
  const { iterations } = run().kept!;
  expect(store.getState().notices.at(-1)?.hint).toBe(
    `It starts anew. “Go on” repeats what came after the checkpoint of iteration ${iterations} of ${iterations}.`,
  );
  page.provide();
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id, done: 60 });
});

test('stop, reset and discard leave no checkpoint; another model is asked for by name', async () => {
  await interruptedRun(10_000);
  stopRun();
  await reached('stopped');
  await untilKept(0);
  expect(isInterrupted(run())).toBe(false);

  await interruptedRun(10_000);
  resetRun();
  await untilKept(0);

  const { id } = await interruptedRun(10_000);
  await openPage();
  await restoreWork();
  const info = { ...store.getState().model.info!, hash: 'other' };
  store.setState({ model: { status: { kind: 'ready' }, info } });
  expect(resumeRunObstacle(store.getState())).toMatch(/begun with another model/u);
  await discardOptimisation(id!);
  expect(run().status).toBe('empty');
  expect(await keptWork()).toEqual([]);
});

test('stop ends the preparation of a run, and the page is as before', async () => {
  const begun = vi.spyOn(page.engine, 'optimise');
  store.setState({ changedParameters: { ...small, iterations: 5, sourceImages: 3 } });
  toggleRun();
  await reached('finished');
  const offsets = { from: 'model', name: 'shipped', modelHash: 'x', offsets: run().offsets! } as const;
  store.getState().setTrainingOffsets(offsets);
  const before = run();
  for (const stop of [0, 1, 2]) {
    // More images each time: those that are there are taken at once.
    store.setState({ changedParameters: { ...small, iterations: 5, sourceImages: 6 + 3 * stop } });
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
  await openPage();
  await restoreWork();
  const before = run();
  const resuming = resumeRun();
  expect(run().status).toBe('preparing');
  stopRun();
  await resuming;
  expect(run()).toBe(before);
  expect(store.getState().notices).toEqual([]);
  await resumeRun();
  expect(run()).toMatchObject({ status: 'finished', id: before.id, done: 30 });
});

test('an evaluation that a reload cuts off keeps its images, and goes on after the last one', async () => {
  toggleEvaluation();
  await evaluationEnded();
  const whole = store.getState().evaluations;
  await untilKept(0);

  await openPage();
  await page.cancelEvaluationAt(10, saveEvaluation);
  await untilKept(1);
  const left = store.getState().evaluations;
  const [kept] = await keptWork();
  expect(kept!.content).toMatchObject({ kind: 'read', work: { kind: 'evaluation' } });
  await showStoredItems();
  expect(store.getState().storedItems).toMatchObject([{ kind: 'checkpoint', work: 'evaluation', total: 16 }]);

  await openPage();
  await restoreWork();
  const { a, b } = store.getState().evaluations;
  expect([a!.id, b!.id]).toEqual([left.a!.id, left.b!.id]);
  expect([imagesDone(a!), imagesDone(b!)]).toEqual([8, 2]);
  expect(canResumeEvaluation(store.getState())).toBe(true);
  resumeEvaluation();
  await until(({ evaluations }) => imagesDone(evaluations.b!) === 8);
  expect(store.getState().evaluations.b!.domains).toEqual(whole.b!.domains);
  await untilKept(0);
});

test('an unfinished evaluation gives way to another one into the library, or is discarded', async () => {
  await openPage();
  await page.cancelEvaluationAt(2);
  await untilKept(1);
  const { id } = store.getState().evaluations.a!;
  await openPage();
  await restoreWork();
  expect(store.getState().evaluations.a!.id).toBe(id);
  toggleEvaluation();
  await evaluationEnded();
  expect(store.getState().runs.map(({ head }) => head.id)).toContain(id);
  await untilKept(0);

  await openPage();
  await page.cancelEvaluationAt(2);
  await untilKept(1);
  await discardEvaluation(store.getState().evaluations.a!.id);
  expect(store.getState().evaluations).toEqual({ a: null, b: null });
  expect(await keptWork()).toEqual([]);
});
