import { beforeEach, expect, test, vi } from 'vitest';
import { FakeEngine } from '../engine/fake-engine';
import { fakeBackendStatus, fakeDetector, fakeModelInfo } from '../engine/fake/fake-model';
import { learnedPrompts } from '../runs/learned-record';
import { unseenDomains } from '../runs/benchmark-results';
import { createRunStore } from '../runs/store';
import { createMemoryFiles, createMemoryStore } from '../runs/testing';
import { provideEngine } from './engine-access';
import { numberProblem } from './number-spec';
import { stopTraining, toggleTraining } from './run-training';
import { provideStorage } from './storage-access';
import { store } from './store';
import { loadShippedOffsets, methodObstacle, usableOffsets } from './training-method';
import { trainingConfig, trainingPresetNames, trainingPresets, trainingSpecs } from './training-parameters';
import type { ZeroShotChoice } from './zero-shot';
import { selectTraining, trainingObstacle, trainingRequest, trainingStart } from './training-request';

const initial = store.getInitialState();
const info = fakeModelInfo([fakeDetector('baseline', 'Baseline')]);
const current = () => store.getState();

beforeEach(() => {
  provideEngine(new FakeEngine({ stepMilliseconds: 1 }));
  const tables = createMemoryStore();
  provideStorage({ runs: createRunStore(async () => tables), checkpoints: createMemoryFiles() });
  store.setState(initial, true);
  store.setState({
    model: { status: { kind: 'ready' }, info },
    detectors: info.detectors,
    backend: fakeBackendStatus('auto'),
  });
});

test('further training begins at a trained detector, never at CLIP alone', () => {
  const start = (...detectors: readonly (typeof info.detectors)[number][]) =>
    trainingStart({ trainingPreset: 'further', model: { ...current().model, info: { ...info, detectors } } });
  const alone = { ...fakeDetector('clip-zero-shot', 'CLIP alone'), zeroShot: {} as ZeroShotChoice };
  expect(start(alone)).toEqual({ kind: 'clip' });
  expect(start(alone, fakeDetector('mine', 'Mine'))).toEqual({ kind: 'detector', name: 'mine' });
  expect(start(fakeDetector('mine', 'Mine'), fakeDetector('baseline', 'Baseline'))).toEqual({
    kind: 'detector',
    name: 'baseline',
  });
});

test('a method that needs offsets says so until there are some of this model', async () => {
  expect(methodObstacle(current())).toBe('“CLIP the Gap” needs semantic offsets, and there are none yet.');
  expect(trainingRequest(current())).toBeNull();
  await loadShippedOffsets();
  expect(trainingObstacle(current())).toBeNull();
  expect(trainingRequest(current())?.learned).toEqual({ kind: 'offsets', offsets: usableOffsets(current()) });
  store.setState({ model: { status: { kind: 'ready' }, info: { ...info, hash: 'other' } } });
  expect(usableOffsets(current())).toBeNull();
});

test('the oracle measures its shifts before it trains, and can be stopped meanwhile', async () => {
  current().setTrainingMethod('oracle');
  current().setTrainingParameter('steps', 4);
  const before = current().training;
  toggleTraining();
  expect(current().training.status).toBe('preparing');
  stopTraining();
  await vi.waitFor(() => expect(current().training).toEqual(before), 10_000);
  expect(current().notices).toEqual([]);
  toggleTraining();
  await vi.waitFor(() => expect(current().training.status).toBe('finished'), 20_000);
  expect(learnedPrompts(current().training.request?.learned ?? null)).toEqual(unseenDomains);
});

test('PIN tells how far its styles are, and a cancelled training leaves nothing', async () => {
  provideEngine(new FakeEngine({ stepMilliseconds: 5 }));
  current().setTrainingMethod('pin');
  current().setTrainingParameter('steps', 4);
  const before = current().training;
  const { iterations } = info.styleDefaults;
  toggleTraining();
  await vi.waitFor(() => expect(current().training.preparation?.done).toBeGreaterThan(2), 20_000);
  expect(current().training).toMatchObject({ status: 'preparing', preparation: { total: iterations, unit: 'steps' } });
  expect(current().training.preparation?.secondsLeft).toBeGreaterThan(0);
  stopTraining();
  await vi.waitFor(() => expect(current().training).toEqual(before), 10_000);
  expect(current().notices).toEqual([]);
  provideEngine(new FakeEngine({ stepMilliseconds: 0 }));
  toggleTraining();
  await vi.waitFor(() => expect(current().training.status).toBe('finished'), 20_000);
  expect(current().training.preparation).toBeNull();
});

test('every preset lies within the limits, and its schedule within its steps', () => {
  for (const preset of trainingPresetNames) {
    current().setTrainingPreset(preset);
    const parameters = selectTraining(current());
    for (const spec of trainingSpecs) expect(numberProblem(spec, parameters[spec.key])).toBeNull();
    const { warmupSteps, learningRateDrops, steps } = trainingConfig(parameters, current().fineTuning, 'none');
    expect(warmupSteps).toBeLessThan(learningRateDrops[0]!);
    expect(learningRateDrops[0]).toBeLessThan(learningRateDrops[1]!);
    expect(learningRateDrops[1]).toBeLessThan(steps);
  }
});

test('a preset takes the place of changed parameters, and a default is no change', () => {
  current().setTrainingParameter('steps', 7);
  expect(current().changedTraining).toEqual({ steps: 7 });
  current().setTrainingParameter('steps', trainingPresets.further.defaults.steps);
  expect(current().changedTraining).toEqual({});
  current().setTrainingParameter('seed', 3);
  current().setTrainingPreset('builtin');
  expect(current()).toMatchObject({ changedTraining: {}, fineTuning: trainingPresets.builtin.fineTuning });
  expect(trainingRequest({ ...current(), trainingMethod: 'none' })?.start).toEqual({ kind: 'clip' });
});
