import { beforeEach, expect, test, vi } from 'vitest';
import { decodeText, namedBlobs, vocTexts } from '../../engine/images/data-set-testing';
import { inProcessEngine } from '../../engine/testing';
import { engine, provideEngine } from '../jobs/engine-access';
import { store } from '../store/store';
import { dataThumbnail } from './data-thumbnails';
import { openFolder, removeDataSet } from './open-data-set';

beforeEach(() => {
  provideEngine(inProcessEngine({ decode: decodeText }));
  store.setState(store.getInitialState(), true);
});

test('small pictures are read once, in the order of asking, and not where they are dropped before their turn', async () => {
  const names = ['a', 'b', 'c', 'd'].map((name) => `JPEGImages/${name}.jpg`);
  const texts = { ...vocTexts, ...Object.fromEntries(names.map((name) => [name, '512x300'])) };
  const files = namedBlobs(texts).map(({ path, file }) => ({ path, file: new File([file], path) }));
  await openFolder('mine', files);
  const { id } = store.getState().dataSets[0]!;
  const read = vi.spyOn(engine(), 'dataSetPicture');
  const ask = (file: string) => dataThumbnail({ dataSet: id, title: 'mine', file });
  const asked = names.map(ask);
  asked[2]!.drop();
  const images = await Promise.all([0, 1, 3].map((at) => asked[at]!.image));
  expect(images.map(({ width, height }) => [width, height])).toEqual(Array.from({ length: 3 }, () => [256, 150]));
  expect(read.mock.calls.map(([{ file }]) => file)).toEqual([names[0], names[1], names[3]]);
  expect(await ask(names[3]!).image).toBe(images[2]);
  await expect(ask('gone.jpg').image).rejects.toThrow('has no file gone.jpg');
  await removeDataSet(id);
  await expect(ask(names[3]!).image).rejects.toThrow('not open');
});
