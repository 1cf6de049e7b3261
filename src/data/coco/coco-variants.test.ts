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
const coco = (text: string): Texts => ({ [path]: text, 'val/a.jpg': '40x20', 'val/b.jpg': '40x20' });
const carBox = 'car 10 8 30 20';

/** The files and objects of all images, in one list, and the problems. */
async function read(texts: Texts) {
  const { parts, problems } = await described(texts);
  return { images: parts.flatMap((part) => part.images), problems };
}

describe('crowds', () => {
  it.each<[unknown, crowd: boolean, problem?: string]>([
    [1, true],
    [true, true],
    ['1', true],
    ['true', true],
    [1.0, true],
    [2, true],
    [0, false],
    [false, false],
    ['0', false],
    ['false', false],
    [null, false],
    ['', false],
    ['maybe', false, 'annotations[0] (id 1) has an iscrowd that says neither yes nor no ("maybe"); it counts as none.'],
    [[1], false, 'annotations[0] (id 1) has an iscrowd that says neither yes nor no ([1]); it counts as none.'],
  ])('%j', async (iscrowd, crowd, ...problem) => {
    const found = await read({ [path]: json({ annotations: [{ ...annotation, iscrowd }] }), 'val/a.jpg': '40x20' });
    expect(found).toEqual({
      images: [['val/a.jpg', crowd ? `${carBox} crowd` : carBox]],
      problems: problem.map((reason) => `${path}: ${reason}`),
    });
  });

  it('an `ignore` of 1 is none, as pycocotools takes it; no key is none either', async () => {
    const { iscrowd: _, ...plain } = annotation;
    const found = await read({
      [path]: json({
        annotations: [
          { ...plain, ignore: 1 },
          { ...plain, id: 2 },
        ],
      }),
      'val/a.jpg': '40x20',
    });
    expect(found).toEqual({ images: [['val/a.jpg', carBox, carBox]], problems: [] });
  });
});

describe('ids', () => {
  const two = (first: string, second: string, sought: string, seen = sought): string =>
    `{"images": [{"id": ${first}, "file_name": "a.jpg"}, {"id": ${second}, "file_name": "b.jpg"}],
      "annotations": [{"id": 1, "image_id": ${sought}, "category_id": 1, "bbox": [10, 8, 20, 12]},
                      {"id": 2, "image_id": ${seen}, "category_id": 1, "bbox": [10, 8, 20, 12]}],
      "categories": [{"id": 1, "name": "car"}]}`;

  it.each([
    ['beyond 2^53', '1234567890123456789', '1234567890123456790'],
    ['beyond 2^63', '18446744073709551614', '18446744073709551615'],
    ['below zero', '-1234567890123456789', '-1234567890123456790'],
    ['just beyond', '9007199254740992', '9007199254740993'],
    ['texts', '"a"', '"b"'],
    ['texts of digits', '"01"', '"1"'],
    ['zero', '0', '-1'],
  ])('%s stay apart', async (_, first, second) => {
    expect(await read(coco(two(first, second, second, first)))).toEqual({
      images: [
        ['val/a.jpg', carBox],
        ['val/b.jpg', carBox],
      ],
      problems: [],
    });
  });

  it('a number and a text are not the same, and both are named', async () => {
    expect((await read(coco(two('1', '2', '"1"', '3')))).problems).toEqual([
      `${path}: annotations[0] (id 1) belongs to the image “1”, a text, which there is not: the file has 1, a number.`,
      `${path}: annotations[1] (id 2) belongs to the image 3, which there is not.`,
    ]);
    expect((await read(coco(two('"1"', '"2"', '1')))).problems[0]).toBe(
      `${path}: annotations[0] (id 1) belongs to the image 1, a number, which there is not: the file has “1”, a text.`,
    );
    const category = json({ annotations: [{ ...annotation, category_id: '1' }] });
    expect((await read({ [path]: category, 'val/a.jpg': '40x20' })).problems).toEqual([
      `${path}: annotations[0] (id 1) has the category “1”, a text, which there is not: the file has 1, a number.`,
    ]);
  });

  it('of categories and annotations are exact, too', async () => {
    const big = json()
      .replace('"categories":[{"id":1', '"categories":[{"id":9007199254740993,"name":"bus"},{"id":9007199254740992')
      .replace('"category_id":1', '"category_id":9007199254740993');
    expect((await read({ [path]: big, 'val/a.jpg': '40x20' })).images).toEqual([['val/a.jpg', 'bus 10 8 30 20']]);
  });

  it.each<[unknown, what: string]>([
    [undefined, 'has no bbox'],
    [[], 'has no bbox'],
    [['10', '8', '20', '12'], 'has a bbox that is no list of four numbers (["10","8","20","12"])'],
    [[10, 8, 20, null], 'has a bbox that is no list of four numbers ([10,8,20,null])'],
    [[10, 8, 20, 12, 0.9], 'has a bbox that is no list of four numbers ([10,8,20,12,0.9])'],
    [[10, 8, -5, 12], 'has an empty box (10, 8, 5, 20)'],
  ])('an object with the bbox %j is left out and named', async (bbox, what) => {
    const found = await read({ [path]: json({ annotations: [{ ...annotation, bbox }] }), 'val/a.jpg': '40x20' });
    expect(found).toEqual({ images: [['val/a.jpg']], problems: [`${path}: annotations[0] (id 1) ${what}.`] });
  });

  it('a category may be called by a number', async () => {
    const texts = { [path]: json({ categories: [{ id: 1, name: 7 }] }), 'val/a.jpg': '40x20' };
    expect(await read(texts)).toEqual({ images: [['val/a.jpg', '7 10 8 30 20']], problems: [] });
  });

  it('two categories of one name are one class, and named', async () => {
    const found = await described({
      [path]: json({ categories: [...categories, { id: 2, name: 'car' }] }),
      'val/a.jpg': '40x20',
    });
    expect(found.classes).toEqual(['car']);
    expect(found.problems).toEqual([
      `${path}: categories[1] (id 2) has the name “car” of a category before it; they count as one class.`,
    ]);
  });

  it('the classes are all categories, in the order of the file', async () => {
    const { classes } = await described({
      [path]: json({ categories: [{ id: 9, name: 'bus' }, ...categories] }),
      'val/a.jpg': '40x20',
    });
    expect(classes).toEqual(['bus', 'car']);
  });
});

describe('parts', () => {
  const of = (name: string, box: number[]) =>
    json({ images: [{ id: 1, file_name: name }], annotations: [{ ...annotation, bbox: box }] });
  it.each<[string, Texts, parts: Readonly<Record<string, (readonly string[])[]>>]>([
    [
      'of two files of one name in two folders',
      {
        'cam1/annotations/instances_default.json': of('a.jpg', [0, 0, 5, 5]),
        'cam1/images/a.jpg': '40x20',
        'cam2/annotations/instances_default.json': of('a.jpg', [1, 2, 3, 4]),
        'cam2/images/a.jpg': '40x20',
      },
      {
        'cam1/default': [['cam1/images/a.jpg', 'car 0 0 5 5']],
        'cam2/default': [['cam2/images/a.jpg', 'car 1 2 4 6']],
      },
    ],
    [
      'of FiftyOne’s folders, whose pictures have one name',
      {
        'train/labels.json': of('a.jpg', [0, 0, 5, 5]),
        'train/data/a.jpg': '40x20',
        'validation/labels.json': of('a.jpg', [1, 2, 3, 4]),
        'validation/data/a.jpg': '40x20',
      },
      { train: [['train/data/a.jpg', 'car 0 0 5 5']], validation: [['validation/data/a.jpg', 'car 1 2 4 6']] },
    ],
    [
      'of Roboflow’s folders',
      {
        'train/_annotations.coco.json': of('a.jpg', [0, 0, 5, 5]),
        'train/a.jpg': '40x20',
        'valid/_annotations.coco.json': of('a.jpg', [1, 2, 3, 4]),
        'valid/a.jpg': '40x20',
      },
      { train: [['train/a.jpg', 'car 0 0 5 5']], valid: [['valid/a.jpg', 'car 1 2 4 6']] },
    ],
    [
      'of two files that call a split the same',
      {
        'annotations/instances_val.json': of('a.jpg', [0, 0, 5, 5]),
        'annotations/INSTANCES_val.JSON': of('a.jpg', [1, 2, 3, 4]),
        'val/a.jpg': '40x20',
      },
      { val: [['val/a.jpg', 'car 1 2 4 6']], 'val (2)': [['val/a.jpg', 'car 0 0 5 5']] },
    ],
    [
      'of two folders of annotations that are called like those of the pictures',
      {
        'annotations/train/instances_default.json': of('a.jpg', [0, 0, 5, 5]),
        'annotations/val/instances_default.json': of('a.jpg', [1, 2, 3, 4]),
        'images/train/a.jpg': '40x20',
        'images/val/a.jpg': '40x20',
      },
      {
        'train/default': [['images/train/a.jpg', 'car 0 0 5 5']],
        'val/default': [['images/val/a.jpg', 'car 1 2 4 6']],
      },
    ],
    [
      'of MMDetection: train2017 and val2017 beside annotations',
      {
        'annotations/instances_train2017.json': of('a.jpg', [0, 0, 5, 5]),
        'annotations/instances_val2017.json': of('a.jpg', [1, 2, 3, 4]),
        'train2017/a.jpg': '40x20',
        'val2017/a.jpg': '40x20',
      },
      { train2017: [['train2017/a.jpg', 'car 0 0 5 5']], val2017: [['val2017/a.jpg', 'car 1 2 4 6']] },
    ],
  ])('%s', async (_, texts, parts) => {
    const found = await described(texts);
    expect(Object.fromEntries(found.parts.map(({ name, images: list }) => [name, list]))).toEqual(parts);
    expect(found.problems).toEqual([]);
  });
});

describe('the size of the picture decides', () => {
  it.each<[string, object, box: number[], objects: string[], problems: string[]]>([
    [
      'sides that are exchanged',
      { width: 20, height: 40 },
      [30, 1, 9, 9],
      ['car 30 1 39 10'],
      ["The annotation says 20 × 40 pixels, but val/a.jpg has 40 × 20; the picture's own size counts."],
    ],
    [
      'a size in texts',
      { width: '640', height: '480' },
      [30, 1, 9, 9],
      ['car 30 1 39 10'],
      ["The annotation says 640 × 480 pixels, but val/a.jpg has 40 × 20; the picture's own size counts."],
    ],
    ['no size', {}, [30, 1, 9, 9], ['car 30 1 39 10'], []],
    ['a size of null', { width: null, height: null }, [30, 1, 9, 9], ['car 30 1 39 10'], []],
    [
      'a box outside',
      { width: 40, height: 20 },
      [41, 1, 9, 9],
      [],
      ['annotations[0] (car) has a box outside of the picture (41, 1, 50, 10 in 40 × 20); it is left out.'],
    ],
    [
      'a box that reaches beyond stays, as pycocotools takes it',
      { width: 40, height: 20 },
      [-5, 1, 100, 9],
      ['car -5 1 95 10'],
      ['annotations[0] (car) has a box that reaches beyond the picture (-5, 1, 95, 10 in 40 × 20); it stays as it is.'],
    ],
    ['an empty box', {}, [1, 1, 0, 9], [], ['annotations[0] (id 1) has an empty box (1, 1, 1, 10).']],
  ])('%s', async (_, size, bbox, objects, problems) => {
    const listed = [{ id: 1, file_name: 'a.jpg', ...size }];
    const texts = { [path]: json({ images: listed, annotations: [{ ...annotation, bbox }] }), 'val/a.jpg': '40x20' };
    expect(await read(texts)).toEqual({
      images: [['val/a.jpg', ...objects]],
      problems: problems.map((reason) => `${path}: ${reason}`),
    });
  });
});

describe('what cannot be read says where and why', () => {
  const utf16 = Uint8Array.from(json(), (letter) => letter.charCodeAt(0));
  it.each<[string, string | Uint8Array<ArrayBuffer>, message: string]>([
    [
      'NaN',
      json().replace('20', 'NaN'),
      `${path} cannot be read: line 1, column ${json().indexOf('20') + 1}: NaN is no number of JSON (Python writes it, and reads it back).`,
    ],
    ['a cut file', json().slice(0, 100), `${path} cannot be read: line 1, column 101: the file ends in the middle.`],
    ['an empty file', '', `${path} cannot be read: the file is empty.`],
    [
      'UTF-16',
      Uint8Array.from([0xff, 0xfe, ...[...utf16].flatMap((byte) => [byte, 0])]),
      `${path} cannot be read: the file is UTF-16LE, not UTF-8.`,
    ],
    [
      'no annotations',
      json({ annotations: null }),
      `${path} cannot be read: its “annotations” are null, and should be a list.`,
    ],
    [
      'annotations by name',
      json({ annotations: {} }),
      `${path} cannot be read: its “annotations” are an object, and should be a list.`,
    ],
    [
      'no images',
      json({ images: undefined }),
      `${path} cannot be read: its “images” are missing, and should be a list.`,
    ],
    [
      'detections',
      JSON.stringify([{ ...annotation, score: 0.5 }]),
      `${path} cannot be read: it is a list of detections, not of annotations, which are an object with “images” and “annotations”.`,
    ],
  ])('%s', async (_, text, message) => {
    await expect(described({ [path]: text, 'val/a.jpg': '40x20' })).rejects.toMatchObject({
      code: 'data-set-unreadable',
      message,
    });
  });

  it('and the others are read', async () => {
    const { parts, problems } = await described({
      ...coco(json()),
      'annotations/instances_train.json': '{"images": [',
      'annotations/instances_unnamed.json': json({ categories: [] }),
      'annotations/captions_val.json': '{"images": [], "annotations": []}',
      'annotations/person_keypoints_val.json': json(),
    });
    expect(parts.map(({ name }) => name)).toEqual(['val']);
    expect(problems).toEqual([
      'annotations/instances_train.json: The file cannot be read: line 1, column 13: the file ends in the middle.',
      'annotations/instances_unnamed.json: The file cannot be read: it has no “categories”, so that nobody knows what its objects are.',
      'annotations/captions_val.json: The file is for another task (captions), and is not read.',
      'annotations/person_keypoints_val.json: The file is for another task (person keypoints), and is not read.',
      'val/b.jpg: The picture is left out: no annotation file that is read names it.',
    ]);
  });

  it('key points have boxes, where there is nothing else', async () => {
    const found = await read({ 'annotations/person_keypoints_val.json': json(), 'val/a.jpg': '40x20' });
    expect(found).toEqual({ images: [['val/a.jpg', carBox]], problems: [] });
  });

  it('a mark before UTF-8 is none of it', async () => {
    expect((await read({ [path]: `\uFEFF${json()}`, 'val/a.jpg': '40x20' })).images).toEqual([['val/a.jpg', carBox]]);
  });

  it('COCO is tried where YOLO names no classes', async () => {
    const { parts, problems } = await described({ ...coco(json()), 'labels/val/a.txt': '0 0.5 0.5 0.1 0.1\n' });
    expect(parts.map(({ name }) => name)).toEqual(['val']);
    expect(problems).toEqual([
      'mine: Not read as YOLO: “mine” has YOLO labels, but neither data.yaml nor classes.txt names their classes.',
      'labels/val/a.txt: The label file is not read: the data set is taken as COCO.',
      'val/b.jpg: The picture is left out: no annotation file that is read names it.',
    ]);
  });
});
