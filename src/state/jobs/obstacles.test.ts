import { beforeEach, expect, test } from 'vitest';
import type { MethodInfo } from '../../augmentation/methods/method';
import { exampleDetector, exampleModel } from '../../engine/testing-examples';
import { emptyRun } from '../store/optimisation-slice';
import { type State, store } from '../store/store';
import { noTraining } from '../store/training-slice';
import {
  dictionaryObstacle,
  engineIdle,
  evaluationObstacle,
  explainJobObstacle,
  explainObstacle,
  type JobKind,
  jobUnderWay,
  resumeRunObstacle,
  resumeTrainingObstacle,
  runObstacle,
  trainingObstacle,
} from './obstacles';

const initial = store.getInitialState();
const method: MethodInfo = {
  name: 'none',
  title: 'No augmentation',
  summary: '',
  changes: null,
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
};
const info = exampleModel({ detectors: [exampleDetector('Baseline')], methods: [method] });
const provenance = { appVersion: '', modelName: info.name, modelHash: info.hash, backend: '', adapter: '', seed: 1 };

beforeEach(() => {
  store.setState(initial, true);
  store.setState({
    model: { status: { kind: 'ready' }, info },
    detectors: info.detectors,
    trainingMethod: 'none',
    run: { ...emptyRun, provenance },
    training: { ...noTraining, provenance },
  });
  store.getState().setEvaluationChoice({ a: { detector: 'baseline', testTimeOffset: null } });
});

const obstacles: Readonly<Record<JobKind, readonly ((state: State) => string | null)[]>> = {
  optimisation: [runObstacle, resumeRunObstacle],
  training: [trainingObstacle, resumeTrainingObstacle],
  evaluation: [evaluationObstacle],
  shifts: [explainJobObstacle],
  dictionary: [dictionaryObstacle],
};
const begin: Readonly<Record<JobKind, () => void>> = {
  optimisation: () => store.getState().setRun({ status: 'paused' }),
  training: () => store.getState().setTraining({ status: 'preparing' }),
  evaluation: () =>
    store.getState().setEvaluationProgress({ done: 0, total: 1, secondsLeft: null, detector: 'Baseline' }),
  shifts: () => store.getState().setExplain({ explainWork: { kind: 'shifts', progress: null } }),
  dictionary: () => store.getState().setPhotometrics({ status: 'measuring' }),
};
const says: Readonly<Record<JobKind, RegExp>> = {
  optimisation: /^Offsets are being optimised\. Wait for the run, or stop it\.$/u,
  training: /^A detector is being trained\./u,
  evaluation: /^Detectors are being evaluated\./u,
  shifts: /^True shifts are being measured/u,
  dictionary: /^Photometric transforms are being measured/u,
};
const kinds = Object.keys(obstacles) as JobKind[];

test('nothing is in the way of a job where the engine is free', () => {
  const state = store.getState();
  expect([jobUnderWay(state), engineIdle(state), explainObstacle(state)]).toEqual([null, true, null]);
  for (const kind of kinds)
    for (const obstacle of obstacles[kind]) expect([kind, obstacle(state)]).toEqual([kind, null]);
});

test.each(kinds)('%s keeps every other job from starting or going on, and says so', (under) => {
  begin[under]();
  const state = store.getState();
  expect([jobUnderWay(state), engineIdle(state)]).toEqual([under, false]);
  for (const kind of kinds.filter((other) => other !== under))
    for (const obstacle of obstacles[kind]) expect(obstacle(state)).toMatch(says[under]);
});

test('a job is not in its own way', () => {
  begin.optimisation();
  expect(runObstacle(store.getState())).toBeNull();
});

test('without a model nothing starts; with another one no run goes on', () => {
  store.setState({ model: { status: { kind: 'loading', progress: null }, info: null } });
  for (const kind of kinds)
    for (const obstacle of obstacles[kind]) expect(obstacle(store.getState())).toBe('The model is not loaded yet.');
  store.setState({ model: { status: { kind: 'ready' }, info: { ...info, hash: 'other' } } });
  for (const obstacle of [resumeRunObstacle, resumeTrainingObstacle])
    expect(obstacle(store.getState())).toBe(`It was begun with another model, ${info.name}. Load that to go on.`);
});
