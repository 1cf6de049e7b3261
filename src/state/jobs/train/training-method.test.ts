import { beforeEach, expect, test, vi } from 'vitest';
import { exampleDetector } from '../../../engine/testing-examples';
import { learnedPrompts } from '../../../runs/records/learned-record';
import { trainingPresets } from '../../../method/training-presets';
import { unseenDomains } from '../../../runs/records/benchmark-results';
import { createRunStore } from '../../../runs/library/runs-store';
import { createMemoryFiles, createMemoryStore } from '../../../runs/testing';
import { stopTraining, toggleTraining } from './run-training';
import { provideStorage } from '../../library/storage-access';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { loadShippedOffsets, methodObstacle, usableOffsets } from './training-method';
import type { ZeroShotChoice } from '../detect/zero-shot';
import { trainingRequest } from '../estimate-runs';
import { trainingObstacle } from '../obstacles';
import { selectTraining, trainingStart } from './training-request';

const page = await TinyPage.load();
const { info } = page;
const current = () => store.getState();

beforeEach(async () => {
  const tables = createMemoryStore();
  provideStorage({ runs: createRunStore(tables), checkpoints: createMemoryFiles() });
  await page.open();
  current().setTrainingParameter('imagesPerStep', 1);
});

/** Small styles: all of the model's settings but their size. */
function setStyleIterations(iterations: number): void {
  const small = { crops: 2, cropsPerBatch: 2, cropSize: 64, imageShortSide: 64 };
  const styleDefaults = { ...info.styleDefaults, ...small, iterations };
  store.setState({ model: { status: { kind: 'ready' }, info: { ...info, styleDefaults } } });
}

test('further training begins at a trained detector, never at CLIP alone', () => {
  const start = (...detectors: readonly (typeof info.detectors)[number][]) =>
    trainingStart({
      trainingPreset: 'further',
      trainingFrom: null,
      model: { ...current().model, info: { ...info, detectors } },
    });
  const alone = exampleDetector('CLIP alone', { name: 'clip-zero-shot', zeroShot: {} as ZeroShotChoice });
  expect(start(alone)).toEqual({ kind: 'clip' });
  expect(start(alone, exampleDetector('Mine'))).toEqual({ kind: 'detector', name: 'mine' });
  expect(start(exampleDetector('Mine'), exampleDetector('Baseline'))).toEqual({
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
  // As many scenes as a test needs.
  const measure = page.engine.measureShifts.bind(page.engine);
  vi.spyOn(page.engine, 'measureShifts').mockImplementation((request, options) =>
    measure({ ...request, scenes: 2 }, options),
  );
  current().setTrainingMethod('oracle');
  current().setTrainingParameter('steps', 2);
  const before = current().training;
  toggleTraining();
  expect(current().training.status).toBe('preparing');
  stopTraining();
  await until(({ training }) => training.status === before.status);
  expect(current().training).toEqual(before);
  expect(current().notices).toEqual([]);
  toggleTraining();
  await until(({ training }) => training.status === 'finished');
  expect(learnedPrompts(current().training.request?.learned ?? null)).toEqual(unseenDomains);
});

test('PIN tells how far its styles are, and a cancelled training leaves nothing', async () => {
  current().setTrainingMethod('pin');
  current().replacePrompts({ sourcePrompt: 'day', targetPrompts: ['night'] });
  current().setTrainingParameter('steps', 2);
  const before = current().training;
  setStyleIterations(10_000);
  toggleTraining();
  await until(({ training }) => (training.preparation?.done ?? 0) > 2);
  expect(current().training).toMatchObject({ status: 'preparing', preparation: { total: 10_000, unit: 'steps' } });
  expect(current().training.preparation?.secondsLeft).toBeGreaterThan(0);
  stopTraining();
  await until(({ training }) => training.status === before.status);
  expect(current().training).toEqual(before);
  expect(current().notices).toEqual([]);
  setStyleIterations(2);
  toggleTraining();
  await until(({ training }) => training.status === 'finished');
  expect(current().training.preparation).toBeNull();
});

test('a preset takes the place of changed parameters and of a chosen start', () => {
  const { steps } = trainingPresets.further.parameters;
  current().setTrainingParameter('steps', 7);
  expect(selectTraining(current())).toMatchObject({ steps: 7, learningRateDrops: [5, 6] });
  current().setTrainingParameter('warmupSteps', 3);
  current().resetTrainingParameter('steps');
  // What was set stays, what follows from the steps follows.
  expect(selectTraining(current())).toMatchObject({ steps, warmupSteps: 3, learningRateDrops: [172, 220] });
  store.setState({ trainingFrom: 'scratch' });
  current().setTrainingPreset('builtin');
  expect(current()).toMatchObject({
    changedTraining: {},
    trainingFrom: null,
    fineTuning: trainingPresets.builtin.fineTuning,
  });
  expect(trainingRequest({ ...current(), trainingMethod: 'none' })?.start).toEqual({ kind: 'clip' });
});

test('a training from scratch or from a chosen detector is asked for as such, and one that is not here is named', () => {
  current().setTrainingMethod('none');
  const start = (trainingFrom: string) => trainingRequest({ ...current(), trainingFrom })?.start;
  expect(start('scratch')).toEqual({ kind: 'scratch' });
  expect(start('baseline')).toEqual({ kind: 'detector', name: 'baseline' });
  expect(start('theirs')).toBeUndefined();
  expect(trainingObstacle({ ...current(), trainingFrom: 'theirs' })).toBe(
    'Training is to start from the detector “theirs”, which is not here. Open it, or choose a preset to start elsewhere.',
  );
});

test('a field that holds no number keeps its form from being run until it does', () => {
  current().setTrainingMethod('none');
  const draft = { text: '0x10', value: selectTraining(current()).steps, problem: 'Steps must be a number.' };
  current().setFieldDraft('train.steps', draft);
  expect(trainingObstacle(current())).toBe('Steps must be a number.');
  current().setTrainingParameter('steps', 16);
  expect(trainingObstacle(current())).toBeNull();
});
