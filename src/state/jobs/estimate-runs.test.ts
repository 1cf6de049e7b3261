import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { smallCrops } from '../../engine/testing';
import { store } from '../store/store';
import { TinyPage, until } from '../testing';
import { scheduleEstimates, trainingRequest } from './estimate-runs';
import { takeOffer } from './train/offer-shorter-training';

const page = await TinyPage.load();
const current = () => store.getState();

beforeEach(async () => {
  await page.open();
  current().setTrainingMethod('none');
  store.setState({
    changedParameters: {
      ...smallCrops,
      iterations: 100,
      sourceImages: 2,
    },
  });
  current().setTrainingParameter('imagesPerStep', 1);
  // Time goes on by itself, for the engine, and by leaps.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const isMeasured = (estimate: unknown) => estimate !== null && estimate !== 'measuring';

test('a quiet page with a free engine measures both runs; a change begins anew', async () => {
  const asked = vi.spyOn(page.engine, 'estimateOptimisation');
  scheduleEstimates();
  scheduleEstimates();
  expect([current().runEstimate, current().trainingEstimate]).toEqual([null, null]);
  await vi.advanceTimersByTimeAsync(700);
  await until(({ runEstimate, trainingEstimate }) => isMeasured(runEstimate) && isMeasured(trainingEstimate));
  expect(asked).toHaveBeenCalledTimes(1);
  const { runEstimate, trainingEstimate } = current();
  for (const estimate of [runEstimate, trainingEstimate])
    expect(estimate).toMatchObject({ secondsPerStep: expect.toSatisfy((seconds: number) => seconds > 0) });
  scheduleEstimates();
  expect([current().runEstimate, current().trainingEstimate]).toEqual([null, null]);
});

test('an engine that is taken is not asked, and what fails is no news', async () => {
  const asked = vi.spyOn(page.engine, 'estimateOptimisation');
  current().setRun({ status: 'running' });
  scheduleEstimates();
  await vi.advanceTimersByTimeAsync(700);
  expect(asked).not.toHaveBeenCalled();
  current().setRun({ status: 'empty' });
  const error = { code: 'device-lost', message: 'Gone.', hint: '' } as const;
  page.provide({ estimateOptimisation: error, estimateTraining: error });
  const shown: unknown[] = [];
  const stop = store.subscribe(({ trainingEstimate }, before) => {
    if (trainingEstimate !== before.trainingEstimate) shown.push(trainingEstimate);
  });
  scheduleEstimates();
  await vi.advanceTimersByTimeAsync(700);
  await until(() => shown.length === 2);
  expect(shown).toEqual(['measuring', null]);
  stop();
  expect([current().runEstimate, current().notices]).toEqual([null, []]);
});

test('a training that learns when it starts, or lacks offsets, is not estimated', () => {
  expect(trainingRequest(current())).toMatchObject({ start: { kind: 'detector', name: 'baseline' }, learned: null });
  current().setTrainingMethod('oracle');
  expect(trainingRequest(current())).toBeNull();
  current().setTrainingMethod('additive');
  expect(trainingRequest(current())).toBeNull();
});

test('where a training is too long, what would be shorter is measured, each as it would be trained', async () => {
  current().setFineTuning('head');
  current().setTrainingParameter('steps', 1000);
  current().setTrainingParameter('imageShortSide', 256);
  const asked = vi.spyOn(page.engine, 'estimateTraining').mockImplementation(async ({ config }) => {
    const secondsPerStep = (config.trainable.length > 0 ? 10 : 4) / (config.imageShortSide === 128 ? 2 : 1);
    return { secondsPerStep, seconds: secondsPerStep * config.steps };
  });
  scheduleEstimates();
  await vi.advanceTimersByTimeAsync(700);
  await until(({ trainingOffers }) => trainingOffers !== 'measuring' && trainingOffers.length > 0);
  const offers = current().trainingOffers;
  if (offers === 'measuring') throw new Error('they are measured');
  expect(
    offers.map(({ fineTuning, imageShortSide, steps, estimate }) => [
      fineTuning,
      imageShortSide,
      steps,
      estimate.seconds,
    ]),
  ).toEqual([
    ['head', null, 180, 1800],
    ['frozen', null, 1000, 4000],
    ['frozen', null, 450, 1800],
    ['head', 128, 1000, 5000],
    ['head', 128, 360, 1800],
    ['frozen', 128, 1000, 2000],
    ['frozen', 128, 900, 1800],
  ]);
  expect(
    asked.mock.calls.map(([{ config }]) => [config.trainable.length, config.imageShortSide, config.steps]),
  ).toEqual([
    [2, 256, 1000],
    [2, 256, 180],
    [0, 256, 1000],
    [0, 256, 450],
    [2, 128, 1000],
    [2, 128, 360],
    [0, 128, 1000],
    [0, 128, 900],
  ]);
  takeOffer(offers[6]!);
  expect(trainingRequest(current())?.config).toMatchObject({
    steps: 900,
    imageShortSide: 128,
    trainable: [],
    warmupSteps: 45,
  });
});

test('two things are given up only where one is not enough, and small images are not made smaller', async () => {
  current().setFineTuning('head');
  current().setTrainingParameter('steps', 1000);
  vi.spyOn(page.engine, 'estimateTraining').mockImplementation(async ({ config }) => {
    const secondsPerStep = config.trainable.length > 0 ? 10 : 1;
    return { secondsPerStep, seconds: secondsPerStep * config.steps };
  });
  const offered = async () => {
    scheduleEstimates();
    await vi.advanceTimersByTimeAsync(700);
    await until(({ trainingOffers }) => trainingOffers !== 'measuring' && trainingOffers.length > 0);
    const { trainingOffers: offers } = current();
    return offers === 'measuring' ? [] : offers.map(({ fineTuning, imageShortSide }) => [fineTuning, imageShortSide]);
  };
  current().setTrainingParameter('imageShortSide', 200);
  expect(await offered()).toEqual([
    ['head', null],
    ['frozen', null],
    ['head', 100],
    ['head', 100],
  ]);
  current().setTrainingParameter('imageShortSide', 180);
  expect(await offered()).toEqual([
    ['head', null],
    ['frozen', null],
  ]);
});

test('a training that is short enough needs no offer', async () => {
  scheduleEstimates();
  await vi.advanceTimersByTimeAsync(700);
  await until(({ trainingEstimate }) => isMeasured(trainingEstimate));
  expect(current().trainingOffers).toEqual([]);
});
