import { expect, test, vi } from 'vitest';
import type { Engine } from '../../../engine/engine';
import { store } from '../../store/store';
import { TinyPage, until } from '../../testing';
import { provideEngine } from '../engine-access';
import { drawOtherStepPictures, stepPicturesShown } from './show-step-pictures';

const page = await TinyPage.load();

test('after the last augmented step the strip begins anew, asked twice and not for ever', async () => {
  await page.open();
  const asked = vi.fn<Engine['stepPictures']>(page.engine.stepPictures);
  provideEngine(
    new Proxy(page.engine, { get: (engine, name) => (name === 'stepPictures' ? asked : Reflect.get(engine, name)) }),
  );
  const { setTrainingMethod, setTrainingParameter } = store.getState();
  setTrainingMethod('jitter');
  // As many augmented images as the strip has places.
  setTrainingParameter('steps', stepPicturesShown);
  setTrainingParameter('imagesPerStep', 1);
  setTrainingParameter('augmentationProbability', 1);
  store.setState({ view: 'train' });
  const shown = () => store.getState().stepPictures;
  const steps = () => shown().pictures?.map(({ step }) => step);

  drawOtherStepPictures();
  await until(() => steps()?.length === stepPicturesShown);
  expect(steps()).toEqual([0, 1, 2, 3, 4, 5]);
  const first = shown().pictures;
  drawOtherStepPictures();
  await until(() => shown().pictures !== first);
  expect(steps()).toEqual([0, 1, 2, 3, 4, 5]);
  expect(asked.mock.calls.map(([{ from }]) => from)).toEqual([0, 6, 0]);
});
