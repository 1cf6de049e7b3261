import { beforeEach, expect, test, vi } from 'vitest';
import { smallCrops } from '../../engine/testing';
import { Curve } from '../../runs/records/curve';
import { createRunLibrary } from '../../runs/library/run-library';
import { createMemoryStore, exampleEvaluation, exampleRun, exampleTraining } from '../../runs/testing';
import { compareInEvaluate, openInView } from './open-run';
import { recordTraining } from './record-runs';
import { resumeEvaluation } from '../jobs/evaluate/run-evaluation';
import { forgetUnstoredRuns, loadRun, recordRun } from './kept-runs';
import { resetRun, stopRun, toggleRun } from '../jobs/run-optimisation';
import { stopTraining, toggleTraining } from '../jobs/train/run-training';
import { restoreRun } from './page-session';
import { provideStorage } from './storage-access';
import { noTraining } from '../store/training-slice';
import { store } from '../store/store';
import { TinyPage, until } from '../testing';

const initial = store.getInitialState();
const page = await TinyPage.load();
let tables = createMemoryStore();

const small = { ...smallCrops, sourceImages: 4 };

async function visit(): Promise<void> {
  await page.open();
  store.setState({ changedParameters: { ...small, iterations: 3 }, changedTraining: { steps: 4, imagesPerStep: 1 } });
  forgetUnstoredRuns();
  provideStorage({ library: createRunLibrary(tables) });
}

beforeEach(async () => {
  tables = createMemoryStore();
  await visit();
});

const recorded = async (count: number) => {
  await until(({ runs }) => runs.length === count);
  return store.getState().runs;
};

test('an optimisation is recorded with its whole configuration, and the next visit shows it', async () => {
  toggleRun();
  const [entry] = await recorded(1);
  const { run, sourcePrompt, targets } = store.getState();
  expect(entry).toMatchObject({
    head: {
      kind: 'optimisation',
      status: 'finished',
      config: { sourcePrompt, targetPrompts: targets.map(({ text }) => text), iterations: 3 },
      provenance: { backend: 'wasm', modelHash: page.info.hash },
    },
    summary: { steps: 3 },
  });
  const record = await loadRun(entry!.head.id);
  expect(record).toMatchObject({ curves: run.curve?.toTable(), offsets: { kind: 'full', offsets: run.offsets } });
  await vi.waitFor(async () => expect(await tables.get('runs', 'shown')).toBe(record.id), 60_000);
  await visit();
  await restoreRun();
  expect(store.getState().run).toMatchObject({ origin: 'restored', done: 3, offsets: run.offsets });
});

test('a stopped and a failed optimisation are recorded where there are rows, and a reset forgets none of it', async () => {
  store.setState({ changedParameters: { ...small, iterations: 5000 } });
  toggleRun();
  await until(({ run }) => run.done > 1);
  stopRun();
  expect((await recorded(1))[0]?.head.status).toBe('stopped');
  resetRun();
  page.provide({ optimise: { code: 'device-lost', message: 'Gone.', hint: '' } });
  toggleRun();
  await until(({ run }) => run.status === 'failed');
  expect(store.getState().runs).toHaveLength(1);
});

test('a training is recorded with its validation, stopped or finished', async () => {
  store.setState({ trainingMethod: 'none' });
  toggleTraining();
  const [entry] = await recorded(1);
  expect(entry).toMatchObject({ head: { kind: 'training', status: 'finished', scenes: 400 }, summary: { steps: 4 } });
  expect(entry?.summary.ap).toBe(store.getState().training.validation.at(-1)?.map50);
  await until(({ training }) => training.status === 'finished');
  store.setState({ changedTraining: { steps: 5000, imagesPerStep: 1 } });
  toggleTraining();
  await until(({ training }) => training.done > 1);
  stopTraining();
  expect((await recorded(2))[0]?.head.status).toBe('stopped');
});

test('a training that goes on after a reload is the run of its checkpoint, whatever looks like it', async () => {
  const stopped = exampleTraining('before');
  await recordRun({ ...stopped, id: 'twin' });
  await recordRun(stopped);
  const curve = Curve.from(stopped.curves);
  curve.append(stopped.curves.columns.map(() => 9));
  store.setState({
    training: {
      ...noTraining,
      status: 'storing',
      id: stopped.id,
      createdAt: stopped.createdAt,
      curve,
      request: {
        name: stopped.detector,
        title: stopped.title,
        start: { kind: 'clip' },
        config: stopped.config,
        scenes: 400,
        learned: null,
      },
      provenance: stopped.provenance,
      validation: stopped.validation,
    },
  });
  await recordTraining('finished');
  const { runs } = store.getState();
  expect(runs.map(({ head, summary }) => [head.id, head.status, summary.steps])).toEqual([
    ['before', 'finished', 4],
    ['twin', 'stopped', 3],
  ]);
});

test('an evaluation is recorded for each side, and one that goes on stays one run', async () => {
  store.getState().setEvaluationChoice({
    source: { kind: 'builtin', domains: ['night-rainy'], split: 'val', imagesPerDomain: 6 },
  });
  await page.cancelEvaluationAt(1);
  const [partial] = await recorded(1);
  expect(partial?.head.status).toBe('stopped');
  resumeEvaluation();
  await until(({ evaluationProgress }) => evaluationProgress === null);
  const runs = await recorded(2);
  expect(runs.map(({ head, summary }) => [head.status, summary.steps])).toEqual([
    ['finished', 6],
    ['finished', 6],
  ]);
  const seconds = runs.find(({ head }) => head.id === partial?.head.id)?.summary.seconds;
  expect(seconds).toBeGreaterThan(partial?.summary.seconds ?? NaN);
  expect(await loadRun(runs[0]!.head.id)).toEqual(store.getState().evaluations.b);
});

test('every kind opens again in its view', async () => {
  const [run, training, evaluation] = [exampleRun('o'), exampleTraining('t'), exampleEvaluation('e')];
  // Begun at another time: what is begun together is a pair, and opens as one.
  const later = { ...evaluation, id: 'e2', createdAt: '2026-11-01T13:00:00.000Z' };
  for (const record of [run, training, evaluation, later]) await recordRun(record);
  await openInView('o');
  const state = store.getState();
  expect(state).toMatchObject({
    view: 'optimise',
    sourcePrompt: run.config.sourcePrompt,
    changedParameters: { iterations: 2, cropSize: 40, seed: 7, sourceImages: 1 },
    run: { origin: 'restored', config: run.config, offsets: run.offsets?.offsets },
  });
  expect(state.targets.map(({ text }) => text)).toEqual(run.config.targetPrompts);
  expect(state.notices.at(-1)?.message).toMatch(/another model/u);
  state.undoPrompts();
  expect(store.getState().targets).toEqual(initial.targets);
  await openInView('t');
  expect(store.getState()).toMatchObject({ view: 'train', training: { done: 3, validation: training.validation } });
  await openInView('e');
  expect(store.getState()).toMatchObject({ view: 'evaluate', evaluations: { a: evaluation, b: null } });
  await compareInEvaluate('e2', 'e');
  expect(store.getState().evaluations).toMatchObject({ a: { id: 'e2' }, b: { id: 'e' } });
});

test('a run whose body is damaged is named when it is opened, and changes nothing', async () => {
  await recordRun(exampleRun('o'));
  await tables.put('library-bodies', 'o', { kind: 'optimisation' });
  await openInView('o');
  expect(store.getState().notices.at(-1)?.message).toMatch(/“Rain at night” cannot be read/u);
  expect(store.getState().run).toBe(initial.run);
});
