import { describe, expect, it } from 'vitest';
import { described, type Texts } from '../testing';

interface Json {
  images?: unknown;
  annotations?: unknown;
  categories?: unknown;
}

const images = [{ id: 1, file_name: 'a.jpg', width: 40, height: 20 }];
const categories = [{ id: 1, name: 'car' }];
const annotation = { id: 1, image_id: 1, category_id: 1, bbox: [10, 8, 20, 12], iscrowd: 0 };
const path = 'annotations/instances_val.json';
const json = (change: Json = {}) => JSON.stringify({ images, annotations: [annotation], categories, ...change });
const carBox = 'car 10 8 30 20';

/** The files and objects of all images, in one list, and the problems. */
async function read(texts: Texts) {
  const { parts, problems } = await described(texts);
  return { images: parts.flatMap((part) => part.images), problems };
}

describe('file names', () => {
  it.each<[string, string, file: string, problem?: string]>([
    ['in a sub-folder', 'sub/a.jpg', 'val/sub/a.jpg'],
    ['with backslashes', String.raw`sub\a.jpg`, 'val/sub/a.jpg'],
    ['with ./', './a.jpg', 'images/val/a.jpg'],
    ['that are escaped', 'my%20car.jpg', 'val/my car.jpg'],
    ['with a percent sign', '50%.jpg', 'val/50%.jpg'],
    ['absolute', '/home/me/set/val/a.jpg', 'val/a.jpg'],
    ['absolute on Windows', String.raw`C:\set\images\a.jpg`, 'images/a.jpg'],
    ['an address', 'https://example.org/x/a%20b.jpg', 'val/a b.jpg'],
    ['decomposed', 'cafe\u0301.jpg', 'val/caf\u00e9.jpg'],
    ['beside the annotations', 'a.jpg', 'annotations/a.jpg'],
    ['in data', 'a.jpg', 'data/a.jpg'],
    [
      'deep',
      'a.jpg',
      'very/deep/a.jpg',
      'Some of its images are not where they are looked for first; they are taken from very/deep/.',
    ],
    ['in an address with a question', 'https://example.org/a.jpg?width=40', 'val/a.jpg'],
    [
      'in other letters',
      'A.JPG',
      'val/a.jpg',
      'There is no image A.JPG; val/a.jpg, which differs in upper and lower case, is taken.',
    ],
  ])('%s', async (_, fileName, file, ...problem) => {
    const texts = { [path]: json({ images: [{ id: 1, file_name: fileName }] }), [file]: '40x20' };
    expect(await read(texts)).toEqual({
      images: [[file, carBox]],
      problems: problem.map((reason) => `${path}: ${reason}`),
    });
  });

  it.each<[string, Texts, reason: string]>([
    ['nowhere', {}, 'it is missing'],
    ['there with another ending', { 'val/a.png': '40x20' }, 'it is missing; val/a.png has another ending'],
    [
      'in another folder',
      { 'other/x/a.jpg': '40x20' },
      'it is not where it should be: other/x/a.jpg has the same name in another folder',
    ],
    [
      'in several',
      { 'one/a.jpg': '40x20', 'two/a.jpg': '40x20' },
      'it may be each of one/a.jpg, two/a.jpg, and no path tells them apart',
    ],
  ])('that are %s', async (_, others, reason) => {
    const wanted = reason.startsWith('it is not where') ? 'far/a.jpg' : 'a.jpg';
    const listed = [...images.map((image) => ({ ...image, file_name: wanted })), { id: 2, file_name: 'b.jpg' }];
    const { problems } = await read({ [path]: json({ images: listed }), 'val/b.jpg': '40x20', ...others });
    expect(problems[0]).toBe(`${path}: The image ${wanted} (id 1) is left out: ${reason}.`);
  });

  it('are those of LVIS, which has addresses only', async () => {
    const listed = [{ id: 1, coco_url: 'http://images.cocodataset.org/val2017/a.jpg' }];
    expect(await read({ [path]: json({ images: listed }), 'val2017/a.jpg': '40x20' })).toEqual({
      images: [['val2017/a.jpg', carBox]],
      problems: [],
    });
  });

  it('a picture that is missing is not that of another split, which has the same name', async () => {
    const both = [...images, { id: 2, file_name: 'b.jpg' }];
    const train = 'annotations/instances_train.json';
    const found = await described({
      [path]: json({ images: both }),
      'val/b.jpg': '40x20',
      [train]: json({ annotations: [{ ...annotation, bbox: [1, 2, 3, 4] }] }),
      'train/a.jpg': '40x20',
    });
    expect(found.parts).toEqual([
      { name: 'train', images: [['train/a.jpg', 'car 1 2 4 6']] },
      { name: 'val', images: [['val/b.jpg']] },
    ]);
    expect(found.problems).toEqual([
      `${path}: The image a.jpg (id 1) is left out: it is missing; train/a.jpg has the same name, and belongs to ${train}.`,
    ]);
  });

  it('a picture with two ids is named', async () => {
    const listed = [...images, { id: 2, file_name: 'a.jpg' }];
    expect(await read({ [path]: json({ images: listed }), 'val/a.jpg': '40x20' })).toEqual({
      images: [['val/a.jpg', carBox], ['val/a.jpg']],
      problems: ['val/a.jpg: The picture stands 2 times in “val”, each time with objects of its own; each counts.'],
    });
  });

  it('two files may share the pictures of one, as COCO’s minival does', async () => {
    const found = await described({
      'annotations/instances_minival2014.json': json(),
      'annotations/instances_val2014.json': json(),
      'val2014/a.jpg': '40x20',
    });
    expect(found.parts).toEqual([
      { name: 'minival2014', images: [['val2014/a.jpg', carBox]] },
      { name: 'val2014', images: [['val2014/a.jpg', carBox]] },
    ]);
  });

  it('a picture in a format that is not read is named', async () => {
    const listed = [
      { id: 1, file_name: 'a.tif' },
      { id: 2, file_name: 'b.jpg' },
    ];
    const { problems } = await read({ [path]: json({ images: listed }), 'val/a.tif': 'II*', 'val/b.jpg': '40x20' });
    expect(problems).toEqual([
      `${path}: The image a.tif (id 1) is left out: val/a.tif is in a format that is not read; save it as JPEG or PNG.`,
    ]);
  });
});
