import { describe, expect, it } from 'vitest';
import { matchClassNames } from '../scenes/class-synonyms';
import { sceneClasses } from '../scenes';
import { dataSetImages, withoutUnreadable, type DataSetImagesOptions } from './data-set-images';
import { readDataSet } from './read-data-set';
import { cocoTexts, decodeText, folder, vocTexts, vocXml, yoloTexts, type Texts } from './testing';

async function open(texts: Texts, part: string, options: Partial<DataSetImagesOptions> = {}) {
  const set = await readDataSet(folder(texts));
  const { parts, classes } = set;
  return dataSetImages(set, parts.find(({ name }) => name === part)!.images, {
    classIndices: matchClassNames(classes, sceneClasses).indices,
    decode: decodeText,
    purpose: 'evaluate',
    ...options,
  });
}

describe('images of a data set', () => {
  it('have boxes in pixels, and the classes that are wanted', async () => {
    expect(await (await open(vocTexts, 'train')).at(0)).toMatchObject({
      id: 'mine/a',
      image: { width: 40, height: 20 },
      gt: [
        { classIndex: 2, box: [0, 0, 20, 10] },
        { classIndex: 1, box: [4, 4, 9, 9], difficult: true },
      ],
    });
    const yolo = await (await open(yoloTexts, 'train')).at(0);
    expect(yolo.gt[0]).toEqual({ classIndex: 2, box: [10, 5, 30, 15] });
    expect((await (await open(vocTexts, 'train', { classIndices: [-1, -1, -1] })).at(0)).gt).toEqual([]);
  });

  it('are for training without crowds and without empty ones', async () => {
    const tested = await open(cocoTexts, 'val2017');
    const trained = await open(cocoTexts, 'val2017', { purpose: 'train' });
    expect([tested.length, trained.length]).toEqual([2, 1]);
    expect((await tested.at(0)).gt).toEqual([
      { classIndex: 2, box: [2.5, 1, 12.5, 6] },
      { classIndex: 4, box: [0, 0, 40, 20], difficult: true },
    ]);
    expect((await trained.at(0)).gt).toEqual([{ classIndex: 2, box: [2.5, 1, 12.5, 6] }]);
  });

  it('have boxes inside of the picture for training, as detectron2 clips them, and as they are for tests', async () => {
    const texts = { ...vocTexts, 'Annotations/a.xml': vocXml(['car', 31, 0, 60, 30], ['car', 50, 1, 60, 9]) };
    const problems: string[] = [];
    const tested = await open(texts, 'train', { onProblem: ({ reason }) => problems.push(reason) });
    expect((await tested.at(0)).gt).toEqual([{ classIndex: 2, box: [30, -1, 60, 30] }]);
    expect(problems).toEqual([
      'Object 1 (car) has a box that reaches beyond the picture (30, -1, 60, 30 in 40 × 20); it stays as it is.',
      'Object 2 (car) has a box outside of the picture (49, 0, 60, 9 in 40 × 20); it is left out.',
    ]);
    const trained = await open(texts, 'train', { purpose: 'train' });
    expect((await trained.at(0)).gt).toEqual([{ classIndex: 2, box: [30, 0, 40, 20] }]);
  });

  it('are spread over the whole list where fewer are wanted', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `images/all/${i}.jpg`);
    const texts = {
      'classes.txt': 'car',
      'labels/all/0.txt': '',
      ...Object.fromEntries(names.map((n) => [n, '20x20'])),
    };
    const few = await open(texts, 'all', { count: 4 });
    expect(few.length).toBe(4);
    expect(await Promise.all([0, 1, 2, 3].map(async (i) => (await few.at(i)).id))).toEqual(
      [0, 2, 5, 7].map((i) => names[i]),
    );
    await expect(few.at(4)).rejects.toThrow(RangeError);
  });

  it('name the file that cannot be read; training takes the next one instead', async () => {
    const texts = { ...yoloTexts, 'images/train/a.jpg': 'broken' };
    const images = await open(texts, 'train');
    await expect(images.at(0)).rejects.toMatchObject({
      code: 'data-set-unreadable',
      message: 'images/train/a.jpg: The file is no image.',
    });
    const broken: unknown[] = [];
    const readable = withoutUnreadable(images, (error) => broken.push(error));
    expect([(await readable.at(0)).id, (await readable.at(0)).id]).toEqual([
      'images/train/b.jpg',
      'images/train/b.jpg',
    ]);
    expect(broken).toHaveLength(1);
    const none = withoutUnreadable(await open({ ...texts, 'images/train/b.jpg': '' }, 'train'), () => undefined);
    await expect(none.at(1)).rejects.toThrow('The file is no image.');
  });
});

describe('class names', () => {
  it.each([
    [
      ['Car', 'TRUCK ', 'bus'],
      [2, 6, 0],
    ],
    [
      ['bicycle', 'motorbike', 'motorcycle', 'pedestrian', 'Cyclist'],
      [1, 3, 3, 4, 5],
    ],
    [
      ['traffic light', 'train'],
      [-1, -1],
    ],
  ])('%j', (names, indices) => {
    expect(matchClassNames(names, sceneClasses).indices).toEqual(indices);
  });

  it('says which are unknown, and works both ways', () => {
    expect(matchClassNames(['traffic_light', 'car'], sceneClasses).unknown).toEqual(['traffic_light']);
    expect(matchClassNames(['motor', 'traffic light'], ['motorcycle', 'traffic_light']).indices).toEqual([0, 1]);
  });
});
