import { describe, expect, it } from 'vitest';
import { described, yoloTexts, type Contents, type Texts } from '../testing';

const label = '0 0.5 0.5 0.5 0.5\n';
const carBox = 'car 10 5 30 15';
const names = 'names: [car, person]\n';
const pair = (image: string, text: string): Texts => ({ [image]: '40x20', [text]: label });

/** Objects of the one image, and problems, of a set with one label file. */
async function labelled(text: string | Uint8Array<ArrayBuffer>, yaml = '') {
  const { parts, problems } = await described({
    'data.yaml': `train: images\n${names}${yaml}`,
    'images/a.jpg': '40x20',
    'labels/a.txt': text,
  });
  return { objects: parts[0]?.images[0]?.slice(1) ?? null, problems };
}

/** Files of each part, and problems. */
async function outlined(texts: Contents) {
  const { parts, problems } = await described(texts);
  return {
    parts: Object.fromEntries(
      parts.map(({ name, images }) => [name, images.map((image) => image.join(' ').replace(` ${carBox}`, ' +'))]),
    ),
    problems,
  };
}

describe('lines', () => {
  it.each<[string, string, objects: string[]]>([
    ['tabs and Windows ends', '0\t0.5\t0.5 0.5  0.5\r\n\r\n', [carBox]],
    ['old Mac ends', '0 0.5 0.5 0.5 0.5\r1 0.25 0.5 0.1 0.2', [carBox, 'person 8 8 12 12']],
    ['a mark, and spaces behind', '\uFEFF0 0.5 0.5 0.5 0.5   ', [carBox]],
    ['a class with a point', '0.0 0.5 0.5 0.5 0.5', [carBox]],
    ['exponents', '0 5e-1 5.0E-1 +.5 0.5', [carBox]],
    ['a polygon', '0 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75', [carBox]],
    ['a triangle', '0 0.25 0.25 0.75 0.25 0.5 0.75', [carBox]],
    ['a whole image', '0 0.5 0.5 1 1', ['car 0 0 40 20']],
    ['rounding beyond 1', '0 0.5 0.5 1.000001 1', ['car -0 0 40 20']],
    ['a box that reaches a little beyond', '0 0.98 0.5 0.05 0.5', ['car 38.2 5 40.2 15']],
    ['nothing', ' \n', []],
  ])('%s', async (_, text, objects) => {
    const found = await labelled(text);
    expect(found.problems).toEqual([]);
    expect(found.objects?.map((object) => object.replace('-0 ', '0 '))).toEqual(
      objects.map((object) => object.replace('-0 ', '0 ')),
    );
  });

  const beyond = (value: number) =>
    `${value} is no share of the image's width or height, which lie between 0 and 1: the line is not normalised, and is left out.`;
  it.each<[string, string, problem: string]>([
    ['pixels', '0 20 10 8 4', beyond(20)],
    ['pixels whose box would lie inside', '0 0.5 0.5 8 4', beyond(8)],
    ['percent', '0 50 50 25 25', beyond(50)],
    ['a little above 1', '0 1.02 0.5 0.1 0.1', beyond(1.02)],
    ['below 0', '0 -0.1 0.5 0.5 0.5', beyond(-0.1)],
    ['a polygon in pixels', '0 1 1 30 1 30 15', beyond(30)],
    ['hexadecimal numbers', '0 0x0 0.5 0.5 0.5', '“0x0” is no number; the line is left out.'],
    ['a comma', '0 0,5 0.5 0.5 0.5', '“0,5” is no number; the line is left out.'],
    ['commas between', '0,0.5,0.5,0.5,0.5', '“0,0.5,0.5,0.5,0.5” is no number; the line is left out.'],
    ['NaN', '0 nan 0.5 0.5 0.5', '“nan” is no number; the line is left out.'],
    ['a comment', '# car', '“#” is no number; the line is left out.'],
    ['a class below 0', '-1 0.5 0.5 0.5 0.5', '“-1” is no number of a class; the line is left out.'],
    [
      'a class beyond',
      '2 0.5 0.5 0.5 0.5',
      'Class 2 is not in data.yaml, which names 2 (0 to 1); the line is left out.',
    ],
    ['no size', '0 0.5 0.5 0 0.5', 'The line has an empty box (0.5, 0.25, 0.5, 0.75); it is left out.'],
    [
      'a confidence',
      '0 0.5 0.5 0.5 0.5 0.9',
      'The line has 6 numbers; a box has 5, a polygon 7, 9, 11 and so on; the line is left out.',
    ],
    ['a line that stands twice', `${label}0 0.50 0.5 0.5 0.5`, 'The line says the same as line 1; they count once.'],
    [
      'a polygon of the same box',
      `${label}0 0.25 0.25 0.75 0.25 0.75 0.75`,
      'The line says the same as line 1; they count once.',
    ],
  ])('%s', async (_, text, problem) => {
    const { objects, problems } = await labelled(text);
    expect(problems).toEqual([`labels/a.txt, line ${text.startsWith(label) ? 2 : 1}: ${problem}`]);
    expect(objects).toEqual(text.startsWith(label) ? [carBox] : []);
  });

  it('the same box of two classes, and two boxes of one class, are two objects', async () => {
    const { objects, problems } = await labelled(`${label}1 0.5 0.5 0.5 0.5\n0 0.5 0.5 0.5 0.4\n`);
    expect([objects?.length, problems]).toEqual([3, []]);
  });

  it('labels that are not UTF-8 are named', async () => {
    await expect(labelled(Uint8Array.of(0xff, 0xfe, 0x30, 0x00))).rejects.toThrow(
      'labels/a.txt: The labels cannot be read, and the image is left out: the file is UTF-16LE, not UTF-8.',
    );
  });
});

describe('key points', () => {
  const box = '0 0.5 0.5 0.5 0.5';
  it.each<[string, string, string]>([
    ['with two numbers each', 'kpt_shape: [4, 2]\n', `${box} 0.4 0.3 0.6 0.7 0 0 0.5 0.5`],
    ['with visibility', 'kpt_shape: [2, 3]\n', `${box} 0.4 0.3 2 0.6 0.7 0`],
    ['of one point', 'kpt_shape: [1, 2]\n', `${box} 0.1 0.1`],
    ['that are missing', 'kpt_shape: [17, 3]\n', box],
    ['outside of the image', 'kpt_shape: [1, 3]\n', `${box} -1 -1 0`],
  ])('%s leave the box alone', async (_, yaml, line) => {
    expect(await labelled(line, yaml)).toEqual({ objects: [carBox], problems: [] });
  });

  it('of another number are named', async () => {
    expect(await labelled(`${box} 0.1 0.1 0.2 0.2`, 'kpt_shape: [4, 2]\n')).toEqual({
      objects: [],
      problems: [
        'labels/a.txt, line 1: The line has 9 numbers; a box has 5, and with 4 key points of 2 numbers 13; the line is left out.',
      ],
    });
  });

  it('of no shape are refused', async () => {
    await expect(labelled(box, 'kpt_shape: 17\n')).rejects.toThrow('data.yaml has the kpt_shape 17.');
  });
});

describe('layouts', () => {
  const train = { 'train/images/a.jpg': '40x20', 'train/labels/a.txt': label };
  const valid = { 'valid/images/b.jpg': '40x20', 'valid/labels/b.txt': label };
  const under = (folder: string, texts: Texts): Texts =>
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${folder}/${path}`, text]));
  const roboflow: Texts = {
    'data.yaml': `train: ../train/images\nval: ../valid/images\nnc: 2\n${names}`,
    ...train,
    ...valid,
  };

  it.each<[string, Texts, parts: Readonly<Record<string, string[]>>, problems?: string[]]>([
    ['Roboflow', roboflow, { train: ['train/images/a.jpg +'], val: ['valid/images/b.jpg +'] }],
    [
      'Roboflow in a folder',
      under('My-Set-1', roboflow),
      { train: ['My-Set-1/train/images/a.jpg +'], val: ['My-Set-1/valid/images/b.jpg +'] },
    ],
    [
      'Roboflow deep down',
      under('x/y', roboflow),
      { train: ['x/y/train/images/a.jpg +'], val: ['x/y/valid/images/b.jpg +'] },
    ],
    [
      'paths of another machine',
      {
        'data.yaml': `path: /content/datasets/mine\ntrain: train/images\nval: C:\\sets\\mine\\valid\\images\n${names}`,
        ...train,
        ...valid,
      },
      { train: ['train/images/a.jpg +'], val: ['valid/images/b.jpg +'] },
    ],
    [
      'a list of places, one of them a pattern',
      { 'data.yaml': `train: [train/images/*.jpg, valid/**/*.jpg]\n${names}`, ...train, ...valid },
      { train: ['train/images/a.jpg +', 'valid/images/b.jpg +'] },
    ],
    [
      'a list file with ./ and Windows ends',
      {
        'data.yaml': `train: train.txt\n${names}`,
        'train.txt': './train/images/a.jpg\r\nvalid\\images\\b.jpg\r\n',
        ...train,
        ...valid,
      },
      { train: ['train/images/a.jpg +', 'valid/images/b.jpg +'] },
    ],
    [
      'a list file with a folder that is not there',
      { 'data.yaml': `train: train.txt\n${names}`, 'train.txt': 'data/train/images/a.jpg\n', ...train },
      { train: ['train/images/a.jpg +'] },
      ['train.txt: There is no data/, with which lines begin; it is left away, as in train/images/a.jpg.'],
    ],
    [
      'CVAT’s YOLO 1.1',
      {
        'obj.data':
          'classes = 2\ntrain = data/train.txt\nvalid = data/valid.txt\nnames = data/obj.names\nbackup = backup/\n',
        'obj.names': 'car\nperson\n',
        'train.txt': 'data/obj_train_data/a.jpg\n',
        'valid.txt': 'data/obj_valid_data/b.png\n',
        ...pair('obj_train_data/a.jpg', 'obj_train_data/a.txt'),
        ...pair('obj_valid_data/b.png', 'obj_valid_data/b.txt'),
      },
      { train: ['obj_train_data/a.jpg +'], val: ['obj_valid_data/b.png +'] },
      [
        'train.txt: There is no data/, with which lines begin; it is left away, as in obj_train_data/a.jpg.',
        'valid.txt: There is no data/, with which lines begin; it is left away, as in obj_valid_data/b.png.',
      ],
    ],
    [
      'darknet, with its files in data/',
      {
        'data/coco.data': 'train=data/train.txt\nnames=data/coco.names\n',
        'data/coco.names': 'car\nperson',
        'data/train.txt': 'data/pics/a.jpg\n',
        ...pair('data/pics/a.jpg', 'data/pics/a.txt'),
      },
      { train: ['data/pics/a.jpg +'] },
    ],
    [
      'Roboflow’s darknet',
      {
        'train/_darknet.labels': 'car\nperson',
        ...pair('train/a.jpg', 'train/a.txt'),
        'valid/_darknet.labels': 'car\nperson',
        ...pair('valid/b.jpg', 'valid/b.txt'),
      },
      { train: ['train/a.jpg +'], valid: ['valid/b.jpg +'] },
    ],
    [
      'labelImg: labels beside images, with classes.txt',
      { 'classes.txt': 'car\r\nperson\r\n', ...pair('a.jpg', 'a.txt'), ...pair('b.JPG', 'b.TXT') },
      { all: ['a.jpg +', 'b.JPG +'] },
    ],
    [
      'Label Studio: images, labels, classes.txt, notes.json',
      { 'classes.txt': 'car\nperson', 'notes.json': '{}', ...pair('images/a.jpg', 'labels/a.txt') },
      { all: ['images/a.jpg +'] },
    ],
    [
      'lists beside classes.txt',
      {
        'classes.txt': 'car',
        'train.txt': 'x/a.jpg\n',
        'test.txt': 'x/b.jpg\n',
        ...pair('x/a.jpg', 'x/a.txt'),
        ...pair('x/b.jpg', 'x/b.txt'),
      },
      { test: ['x/b.jpg +'], train: ['x/a.jpg +'] },
    ],
    [
      'folders of one name',
      {
        'classes.txt': 'car',
        ...pair('cam1/train/images/a.jpg', 'cam1/train/labels/a.txt'),
        ...pair('cam2/train/images/a.jpg', 'cam2/train/labels/a.txt'),
      },
      { 'cam1/train': ['cam1/train/images/a.jpg +'], 'cam2/train': ['cam2/train/images/a.jpg +'] },
    ],
    [
      'upper-case folders and endings',
      { 'DATA.YAML': `train: Images\n${names}`, ...pair('Images/A.PNG', 'Labels/A.TXT') },
      { train: ['Images/A.PNG +'] },
    ],
  ])('%s', async (_, texts, parts, problems = []) => {
    expect(await outlined(texts)).toEqual({ parts, problems });
  });
});

describe('what is left over is named', () => {
  const set: Texts = {
    'data.yaml': `train: images/train\n${names}`,
    ...pair('images/train/a.jpg', 'labels/train/a.txt'),
  };
  it.each<[string, Texts, problems: string[]]>([
    [
      'a picture that is not read',
      { 'images/train/c.tif': 'II*' },
      ['images/train/c.tif: The picture is left out: its format is not read. Save it as JPEG or PNG.'],
    ],
    [
      'another, in another folder',
      { 'more/c.HEIC': 'x' },
      ['more/c.HEIC: The picture is left out: its format is not read. Save it as JPEG or PNG.'],
    ],
    [
      'a split that the file does not name',
      { 'images/val/b.jpg': '40x20' },
      ['images/val/b.jpg: The picture is left out: it is in no split.'],
    ],
    [
      'a label without a picture',
      { 'labels/train/z.txt': label },
      ['labels/train/z.txt: The label file is left out: no picture fits it.'],
    ],
    [
      'a list that nothing names',
      { 'val.txt': 'images/train/a.jpg\n' },
      ['val.txt: The list is not read: nothing names it as a split.'],
    ],
    [
      'annotations of other formats',
      { 'a.xml': '<annotation/>', 'all.json': '{}', 'all.csv': 'a' },
      [
        'a.xml: The file is not read: the data set is taken as YOLO.',
        'all.csv: The file is not read: the data set is taken as YOLO.',
        'all.json: The file is not read: the data set is taken as YOLO.',
      ],
    ],
    [
      'other lists of names',
      { 'classes.txt': 'dog' },
      ['classes.txt: The file is not read: nothing in the data set names it.'],
    ],
    ['nothing of notes and caches', { 'README.txt': 'x', 'LICENSE.txt': 'x', 'labels/train.cache': 'x' }, []],
  ])('%s', async (_, more, problems) => {
    expect((await described({ ...set, ...more })).problems).toEqual(problems);
  });

  it('many files of one folder are counted', async () => {
    const more = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`more/${i + 10}.jpg`, '40x20']));
    expect((await described({ ...set, ...more })).problems).toEqual([
      'more/: 51 files (10.jpg, 11.jpg, 12.jpg, …): The picture is left out: it is in no split.',
    ]);
  });

  it.each<[string, Texts, problems: string[]]>([
    [
      'in a part',
      { 'val/b.jpg': '40x20', ...pair('train/images/a.jpg', 'train/labels/a.txt') },
      ['data.yaml: No image of “val” has a label file, and so none has objects: that of val/b.jpg would be val/b.txt.'],
    ],
    [
      'at all',
      { 'train/images/a.jpg': '40x20', 'val/b.jpg': '40x20' },
      [
        'data.yaml: There are no label files, so that no image has objects: that of train/images/a.jpg would be train/labels/a.txt.',
      ],
    ],
  ])('images without a label %s are named', async (_, texts, problems) => {
    const found = await described({ 'data.yaml': `train: train/images\nval: val\n${names}`, ...texts });
    expect(found.problems).toEqual(problems);
  });

  it('where no split has pictures, it is said where they are', async () => {
    await expect(
      described({ 'data.yaml': `train: images/train\n${names}`, ...pair('train/images/a.jpg', 'train/labels/a.txt') }),
    ).rejects.toThrow(
      '“mine” is a YOLO data set without images. data.yaml: There are no images at “images/train” (train). There are pictures in train/images/.',
    );
  });

  it('labels that cannot be read are named, and their picture is not said to be in no split', async () => {
    const { parts, problems } = await described({
      'data.yaml': `train: images\n${names}`,
      ...pair('images/a.jpg', 'labels/a.txt'),
      'images/b.jpg': '40x20',
      'labels/b.txt': Uint8Array.from([0xff, 0xfe, 0x30, 0]),
    });
    expect(parts[0]?.images).toEqual([['images/a.jpg', carBox]]);
    expect(problems).toEqual([
      'labels/b.txt: The labels cannot be read, and the image is left out: the file is UTF-16LE, not UTF-8.',
    ]);
  });

  it('labels of which none fits are named as a whole', async () => {
    const { parts, problems } = await described({
      'data.yaml': `train: imgs\n${names}`,
      'imgs/a.jpg': '40x20',
      'labels/a.txt': label,
    });
    expect(parts[0]?.images).toEqual([['imgs/a.jpg']]);
    expect(problems).toEqual([
      'data.yaml: None of the 1 label files fits an image, so that no image has objects: that of imgs/a.jpg would be imgs/a.txt.',
      'labels/a.txt: The label file is left out: no picture fits it.',
    ]);
  });

  it('an image that a list names twice counts once, and one that is not there is named', async () => {
    const texts = {
      ...yoloTexts,
      'data.yaml': `train: l.txt\n${names}`,
      'l.txt': 'images/train/a.jpg\nimages/train/a.jpg\nimages/train/z.jpg\n',
    };
    const { problems } = await described(texts);
    expect(problems.slice(0, 2)).toEqual([
      'l.txt, line 2: images/train/a.jpg is listed twice; it counts once.',
      'l.txt, line 3: There is no image images/train/z.jpg.',
    ]);
  });
});
