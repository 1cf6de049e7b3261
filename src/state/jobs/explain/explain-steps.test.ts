import { beforeEach, expect, test } from 'vitest';
import { ofModel } from '../../store/explain-slice';
import { compareBatchNorm, continueSteps, cropOf, startSteps, stepObstacle, stepSetting } from './explain-steps';
import { explainObstacle } from '../obstacles';
import { resolvePicture } from '../../files/show-picture';
import { store } from '../../store/store';
import { TinyPage } from '../../testing';

const page = await TinyPage.load();

beforeEach(async () => {
  await page.open();
  store.setState({ picture: resolvePicture({ kind: 'scene', index: 0, condition: 'night-rainy' }) });
});

const trail = () => ofModel(store.getState().model.info, store.getState().stepTrail);

test('steps follow each other on one crop, and survive what is changed meanwhile', async () => {
  expect(stepObstacle(store.getState())).toBeNull();
  const running = startSteps();
  expect(explainObstacle(store.getState())).toMatch(/A step is being computed/u);
  await running;
  const { crop, targetPrompt } = trail()!;
  store.getState().replacePrompts({ sourcePrompt: 'a photo', targetPrompts: ['a painting'] });
  await continueSteps();
  expect(trail()).toMatchObject({ crop, targetPrompt, cropTitle: 'daytime-clear, test scene 1, centre' });
  expect(trail()!.steps.map(({ step }) => step)).toEqual([0, 1]);
  expect(stepSetting(store.getState()).targetPrompt).toBe('a painting');
});

test('a result of another model is not shown', async () => {
  await startSteps();
  store.setState({ model: { status: { kind: 'ready' }, info: { ...page.info, hash: 'other' } } });
  expect(trail()).toBeNull();
});

test('compares both kinds of statistics, or says that there is one only', async () => {
  const compared = () => ofModel(store.getState().model.info, store.getState().batchNormComparison);
  await compareBatchNorm();
  // Batch statistics take the mean out of what comes back through them.
  expect(compared()?.batch?.gradientMeanShare).toBeLessThan(1e-4);
  expect(compared()?.frozen.gradientMeanShare).toBeGreaterThan(0.01);
  store.setState({ model: { status: { kind: 'ready' }, info: { ...page.info, batchNormFolded: true } } });
  await compareBatchNorm();
  expect(compared()?.batch).toBeNull();
  const { setExplain, stepChoice } = store.getState();
  setExplain({ stepChoice: { ...stepChoice, protocol: 'code-batchnorm' } });
  expect(stepObstacle(store.getState())).toMatch(/folded/u);
});

test('a failure is reported, and earlier results stay', async () => {
  await startSteps();
  const before = trail();
  const error = { code: 'device-lost', message: 'The GPU went away.', hint: 'Start again.' } as const;
  page.provide({ explainStep: error });
  await continueSteps();
  expect(store.getState().notices.at(-1)?.message).toBe(error.message);
  expect(trail()).toBe(before);
  expect(explainObstacle(store.getState())).toBeNull();
});

test('a crop has the share of the image that crops of a run have', () => {
  const image = { width: 512, height: 256, data: new Uint8Array(512 * 256 * 3) };
  expect(cropOf(image, 'bottom right', 170, 256)).toMatchObject({ width: 170, height: 170 });
  expect(cropOf(image, 'top left', 400, 256)).toMatchObject({ width: 256, height: 256 });
});
