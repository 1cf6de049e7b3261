import { describe, expect, it } from 'vitest';
import { describeDataSet, type DescribeOptions } from './describe-data-set';
import { readDataSet } from './read-data-set';
import { cocoTexts, folder, measureText as measure, vocTexts, yoloTexts, type Texts } from './testing';

async function described(texts: Texts, options: Partial<DescribeOptions> = {}) {
  return describeDataSet(await readDataSet(folder(texts)), { measure, ...options });
}

const car = { class: 'car', difficult: false, crowd: false };

describe('describeDataSet', () => {
  it('gives boxes in pixels, flags, and classes as the files name them', async () => {
    expect(await described(vocTexts)).toEqual({
      format: 'voc',
      layout: 'plain',
      classes: ['person', 'car', 'bicycle'],
      parts: [
        {
          name: 'test',
          images: [
            {
              file: 'JPEGImages/b.png',
              width: 40,
              height: 20,
              objects: [{ class: 'person', box: [10, 2, 30, 20], difficult: false, crowd: false }],
            },
          ],
          unreadable: [],
        },
        {
          name: 'train',
          images: [
            {
              file: 'JPEGImages/a.jpg',
              width: 40,
              height: 20,
              objects: [
                { ...car, box: [0, 0, 20, 10] },
                { class: 'bicycle', box: [4, 4, 9, 9], difficult: true, crowd: false },
              ],
            },
          ],
          unreadable: [],
        },
      ],
      problems: [],
    });
    const [coco] = (await described(cocoTexts)).parts;
    expect(coco?.images[0]?.objects[1]).toEqual({
      class: 'person',
      box: [0, 0, 40, 20],
      difficult: false,
      crowd: true,
    });
    const [yolo] = (await described({ ...yoloTexts, 'images/train/a.jpg': '80x20' })).parts;
    expect(yolo?.images[0]).toMatchObject({ width: 80, height: 20, objects: [{ ...car, box: [20, 5, 60, 15] }, {}] });
  });

  it('describes some parts, and some images spread over them', async () => {
    const set = await readDataSet(folder(vocTexts));
    const { parts } = await describeDataSet(set, { measure, parts: set.parts.filter(({ name }) => name === 'train') });
    expect(parts.map(({ name }) => name)).toEqual(['train']);
    const images = Array.from({ length: 10 }, (_, i) => [`images/all/${i}.jpg`, '20x20'] as const);
    const few = await described(
      { 'classes.txt': 'car', 'labels/all/0.txt': '', ...Object.fromEntries(images) },
      { count: 4 },
    );
    expect(few.parts[0]?.images.map(({ file }) => file)).toEqual([0, 2, 5, 7].map((i) => `images/all/${i}.jpg`));
  });

  it('lists all problems, however many: those of the annotations, then pictures that cannot be read', async () => {
    const lines = Array.from({ length: 1500 }, () => '7 0.5 0.5 0.5 0.5').join('\n');
    const { parts, problems } = await described({
      ...yoloTexts,
      'labels/train/a.txt': lines,
      'images/val/c.jpg': 'broken',
    });
    expect(problems).toHaveLength(1501);
    expect(problems.at(-1)).toEqual({
      file: 'images/val/c.jpg',
      message: 'The picture is left out. The file is no image.',
    });
    expect(parts.map(({ images, unreadable }) => [images.length, unreadable])).toEqual([
      [2, []],
      [0, [{ file: 'images/val/c.jpg', reason: 'The file is no image.' }]],
    ]);
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const done: number[] = [];
    await described(vocTexts, { onProgress: (count, total) => done.push(count / total) });
    expect(done).toEqual([0.5, 1]);
    await expect(described(vocTexts, { signal: AbortSignal.abort() })).rejects.toThrow('abort');
  });
});
