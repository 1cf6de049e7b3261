import { beforeEach, expect, test } from 'vitest';
import { decodeText, namedBlobs } from '../../engine/images/data-set-testing';
import type { DataSetInfo } from '../../engine/engine';
import { inProcessEngine } from '../../engine/testing';
import { provideEngine } from '../jobs/engine-access';
import { withParts } from '../settings/data-choices';
import { store } from '../store/store';
import { dataPicture } from './data-pictures';
import { evaluatedRef } from './evaluated-pictures';
import { openFolder, removeDataSet } from './open-data-set';

const pictures = ['a.png', 'torn.png', 'b.png', 'b.png', 'c.png', 'd.png'];
const box = (id: number) => [id, 1, 4, 4];
/** The second picture cannot be decoded, and the third stands there twice, each time with an object of its own. */
const coco = {
  ...Object.fromEntries(pictures.map((name) => [`val/${name}`, name === 'torn.png' ? 'no picture' : '40x20'])),
  'instances_val.json': JSON.stringify({
    images: pictures.map((name, id) => ({ id, file_name: name })),
    annotations: pictures.map((_, id) => ({ id, image_id: id, category_id: 1, bbox: box(id), iscrowd: 0 })),
    categories: [{ id: 1, name: 'car' }],
  }),
};

const initial = store.getInitialState();

beforeEach(() => {
  provideEngine(inProcessEngine({ decode: decodeText }));
  store.setState(initial, true);
});

async function open(): Promise<DataSetInfo> {
  const files = namedBlobs(coco).map(({ path, file }) => ({ path, file: new File([file], path) }));
  await openFolder('mine', files);
  return store.getState().dataSets[0]!;
}

/** The left edges of the objects of the evaluated image, as Detect shows it. */
async function shownAt(info: DataSetInfo, most: number, index: number): Promise<readonly number[] | undefined> {
  const ref = await evaluatedRef(withParts(info, ['val'], most), 'val', index);
  if (ref?.kind !== 'data') throw new Error('no picture of a data set');
  return (await dataPicture(ref))?.groundTruth?.map((object) => object.box[0]);
}

test('an evaluated picture of a data set is shown with its own objects, also behind one that cannot be read', async () => {
  const info = await open();
  expect(store.getState().dataReports).toEqual({});
  expect(await shownAt(info, 100, 0)).toEqual([0]);
  expect(await shownAt(info, 100, 2)).toEqual([2]);
  expect(await shownAt(info, 100, 3)).toEqual([3]);
  expect(await shownAt(info, 100, 5)).toEqual([5]);
});

test('of few that are spread over a part, it is the one that was evaluated', async () => {
  const info = await open();
  // Image i of 3 stands at 2 i of the 6.
  expect(await shownAt(info, 3, 1)).toEqual([2]);
  expect(await shownAt(info, 3, 2)).toEqual([4]);
});

test('a built-in scene is that street in its condition, and a data set that is not open is named', async () => {
  const builtin = { kind: 'builtin', domains: ['night-rainy'], split: 'test', imagesPerDomain: 9 } as const;
  expect(await evaluatedRef(builtin, 'night-rainy', 4)).toEqual({ kind: 'scene', index: 4, condition: 'night-rainy' });
  const info = await open();
  await removeDataSet(info.id);
  await expect(evaluatedRef(withParts(info, ['val'], 7), 'val', 0)).rejects.toMatchObject({ code: 'data-set-missing' });
});
