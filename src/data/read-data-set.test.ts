import { describe, expect, it } from 'vitest';
import type { FileTree } from './file-tree';
import { readDataSet } from './read-data-set';
import {
  cocoTexts,
  diverseWeatherTexts,
  folder,
  outline,
  vocTexts,
  vocXml,
  yoloTexts,
  zip,
  type Texts,
} from './testing';

const under = (texts: Texts, prefix: string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${prefix}/${path}`, text]));

const ways: readonly (readonly [string, (texts: Texts) => Promise<FileTree>])[] = [
  ['a folder', async (texts) => folder(texts)],
  ['a folder inside', async (texts) => folder(under(texts, 'mine'))],
  ['a zip file', (texts) => zip(texts)],
  ['a zip file with a folder', (texts) => zip(under(texts, 'mine'))],
];

describe.each(ways)('a data set from %s', (_, treeOf) => {
  it('in Pascal VOC: pixels from 1 become continuous, difficult ones are known, lists of one class are none', async () => {
    const found = outline(await readDataSet(await treeOf(vocTexts)));
    expect(found).toMatchObject({ format: 'voc', layout: 'plain', problems: [] });
    expect(found.classes.toSorted()).toEqual(['bicycle', 'car', 'person']);
    expect(found.parts).toEqual({
      train: [['mine/a', ['car', 0, 0, 20, 10], ['bicycle', 4, 4, 9, 9, 'difficult']]],
      test: [['mine/b', ['person', 10, 2, 30, 20]]],
    });
  });

  it('in COCO: corner and size, crowds, images without objects', async () => {
    expect(outline(await readDataSet(await treeOf(cocoTexts)))).toEqual({
      format: 'coco',
      layout: 'plain',
      classes: ['car', 'person'],
      parts: {
        val2017: [['val2017/7', ['car', 2.5, 1, 12.5, 6], ['person', 0, 0, 40, 20, 'crowd']], ['val2017/9']],
      },
      problems: [],
    });
  });

  it('in YOLO: shares of the image, polygons, images without labels', async () => {
    const { parts, ...found } = outline(await readDataSet(await treeOf(yoloTexts)));
    expect(found).toEqual({ format: 'yolo', layout: 'plain', classes: ['car', 'person'], problems: [] });
    const boxes = Object.values(parts).map((images) => images.map(([, ...objects]) => objects));
    expect(boxes).toEqual([
      [
        [
          ['car', 0.25, 0.25, 0.75, 0.75],
          ['person', 0.1, 0.2, 0.3, 0.6],
        ],
        [],
      ],
      [[['person', 0.2, 0.4, 0.3, 0.6]]],
    ]);
  });

  it('in Diverse Weather: the paper’s test sets first, boxes and names as its code reads them', async () => {
    const found = outline(await readDataSet(await treeOf(diverseWeatherTexts())));
    expect(found).toMatchObject({ format: 'voc', layout: 'diverse-weather', classes: ['car'], problems: [] });
    expect(Object.keys(found.parts)).toEqual([
      'daytime-clear',
      'night-clear',
      'dusk-rainy',
      'night-rainy',
      'daytime-foggy',
      'daytime-clear/train',
      'night-clear/test',
      'dusk-rainy/test',
      'night-rainy/test',
      'daytime-foggy/test',
    ]);
    expect(found.parts['daytime-clear']).toEqual([[expect.stringMatching(/test1$/u), ['car', 0, 0, 19, 9]]]);
    expect(found.parts['night-rainy']).toEqual([[expect.stringMatching(/train1$/u), ['car', 0, 0, 19, 9]]]);
  });
});

describe('quirks', () => {
  it('leaves out images of Diverse Weather that show none of the seven classes', async () => {
    const root = 'night_rainy/VOC2007';
    const texts = {
      ...diverseWeatherTexts(),
      [`diverseWeather/${root}/Annotations/none.xml`]: vocXml(['trailer', 2, 2, 9, 9]),
      [`diverseWeather/${root}/JPEGImages/none.jpg`]: '40x20',
      [`diverseWeather/${root}/ImageSets/Main/train.txt`]: 'none\ntrain1\n',
    };
    const { parts, problems } = outline(await readDataSet(folder(texts)));
    expect(parts['night-rainy']).toHaveLength(1);
    expect(problems).toEqual([
      `diverseWeather/${root}/ImageSets/Main/train.txt: 1 image shows none of the seven classes, and is left out, as the paper's code does.`,
    ]);
  });

  it('names the roots of VOC by the folders that tell them apart', async () => {
    const texts = { ...under(vocTexts, 'sunny/VOC2007'), ...under(vocTexts, 'snowy/VOC2007') };
    const { parts } = await readDataSet(folder(texts));
    expect(parts.map(({ name, domain }) => [name, domain])).toEqual([
      ['snowy/test', 'snowy'],
      ['snowy/train', 'snowy'],
      ['sunny/test', 'sunny'],
      ['sunny/train', 'sunny'],
    ]);
  });

  it('finds COCO images whose file_name has a folder, and calls a split after its folder', async () => {
    const json = cocoTexts['annotations/instances_val2017.json']!;
    const texts = { 'train/_annotations.coco.json': json, 'train/x.jpg': '40x20', 'deep/er/y.jpg': '40x20' };
    const { parts } = await readDataSet(folder(texts));
    expect(parts.map(({ name, images }) => [name, images.map(({ file }) => file.path)])).toEqual([
      ['train', ['train/x.jpg', 'deep/er/y.jpg']],
    ]);
  });

  it('takes YOLO classes from classes.txt, splits from folders, images from a list', async () => {
    const { 'data.yaml': _, ...labels } = yoloTexts;
    const plain = await readDataSet(folder({ ...labels, 'classes.txt': 'car\nperson\n\n' }));
    expect(plain.parts.map(({ name, images }) => [name, images.length])).toEqual([
      ['train', 2],
      ['val', 1],
    ]);
    const yaml = 'val: val.txt\nnames: [car, person]\n';
    const listed = await readDataSet(folder({ ...labels, 'data.yaml': yaml, 'val.txt': './images/val/c.jpg\n' }));
    expect(listed.parts.map(({ name, images }) => [name, images.map(({ id }) => id)])).toEqual([
      ['val', ['images/val/c.jpg']],
    ]);
  });

  it('takes files that could be several for the format that is asked for, and for no other', async () => {
    const both = folder({ ...vocTexts, ...cocoTexts });
    expect((await readDataSet(both)).format).toBe('voc');
    expect((await readDataSet(both, {}, 'coco')).format).toBe('coco');
    await expect(readDataSet(both, {}, 'yolo')).rejects.toMatchObject({
      code: 'no-data-set',
      message: '“mine” is no data set in the format of YOLO.',
    });
  });

  it('leaves alone what systems put into folders', async () => {
    const texts = { ...vocTexts, '__MACOSX/Annotations/._a.xml': 'x', 'Annotations/._a.xml': 'x' };
    expect(outline(await readDataSet(folder(texts))).problems).toEqual([]);
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const done: number[] = [];
    await readDataSet(folder(vocTexts), { onProgress: (count, total) => done.push(count / total) });
    expect(done).toEqual([0.5, 1]);
    await expect(readDataSet(folder(vocTexts), { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});
