import { beforeEach, expect, test } from 'vitest';
import { decodeText, namedBlobs, vocTexts } from '../../engine/images/data-set-testing';
import { inProcessEngine } from '../../engine/testing';
import { provideEngine } from '../jobs/engine-access';
import { store } from '../store/store';
import { until } from '../testing';
import { selectBrowsed, showDataSet } from './browsed-pictures';
import { openFolder, removeDataSet } from './open-data-set';
import { browseShownSet, showChosenPicture, stepScene } from './show-picture';

const initial = store.getInitialState();

beforeEach(() => {
  provideEngine(inProcessEngine({ decode: decodeText }));
  store.setState(initial, true);
});

async function open(change: Readonly<Record<string, string>> = {}) {
  const texts = { ...vocTexts, ...change };
  const files = namedBlobs(texts).map(({ path, file }) => ({ path, file: new File([file], path) }));
  await openFolder('mine', files);
  return store.getState().dataSets[0]!;
}

const shown = (title: string) => {
  showChosenPicture();
  return until(({ picture }) => picture?.title === title);
};

test('a picture of a data set is shown with its true boxes; difficult objects do not count', async () => {
  const info = await open();
  await showDataSet(info);
  expect(store.getState().pictureRef).toEqual({ kind: 'data', dataSet: info.id, part: 'test', index: 0 });
  await shown('mine, JPEGImages/b.png');
  expect(store.getState().picture).toMatchObject({
    image: { width: 40, height: 20 },
    groundTruth: [{ className: 'person', box: [10, 2, 30, 20] }],
  });
  stepScene(1);
  await shown('mine, JPEGImages/a.jpg');
  expect(store.getState().picture?.groundTruth).toEqual([
    { className: 'car', box: [0, 0, 20, 10] },
    { className: 'bicycle', box: [4, 4, 9, 9], ignored: true },
  ]);
  stepScene(1);
  expect(store.getState().pictureRef).toMatchObject({ part: 'test', index: 0 });
});

test('one steps through the pictures that are browsed, and is left with a scene when the data set goes', async () => {
  const info = await open();
  await showDataSet(info);
  store.getState().setBrowsing({ filter: { part: 'train', objects: { kind: 'any' }, size: null } });
  expect(selectBrowsed(store.getState()).map(({ image }) => image.file)).toEqual(['JPEGImages/a.jpg']);
  stepScene(-1);
  expect(store.getState().pictureRef).toMatchObject({ part: 'train', index: 0 });
  await removeDataSet(info.id);
  expect(store.getState().pictureRef).toEqual(initial.pictureRef);
  expect(selectBrowsed(store.getState())).toEqual([]);
});

test('whichever data set was looked at meanwhile, the pictures beside the shown one are those of its own', async () => {
  const info = await open();
  await showDataSet(info);
  store.getState().setBrowserShown(true);
  store.getState().browse('another');
  browseShownSet();
  expect(store.getState().browsing.dataSet).toBe('another');
  store.getState().setBrowserShown(false);
  browseShownSet();
  expect(store.getState().browsing.dataSet).toBe(info.id);
  expect(selectBrowsed(store.getState())).toHaveLength(2);
});

test('a file that cannot be decoded is named, and the picture before it stays', async () => {
  const info = await open();
  await showDataSet(info);
  await shown('mine, JPEGImages/b.png');
  store.getState().choosePicture({ kind: 'data', dataSet: 'gone', part: 'train', index: 0 });
  showChosenPicture();
  provideEngine(inProcessEngine({ decode: decodeText }));
  store.getState().choosePicture({ kind: 'data', dataSet: info.id, part: 'train', index: 0 });
  showChosenPicture();
  await until(({ notices }) => notices.length > 0);
  expect(store.getState().notices.map(({ message }) => message)).toEqual(['The data set “mine” is not open.']);
  expect(store.getState().picture?.title).toBe('mine, JPEGImages/b.png');
});

test('where no picture is left, the browser says why', async () => {
  const info = await open({ 'JPEGImages/a.jpg': 'no picture', 'JPEGImages/b.png': 'no picture' });
  await showDataSet(info);
  expect(store.getState()).toMatchObject({ browserShown: true, pictureRef: initial.pictureRef });
});
