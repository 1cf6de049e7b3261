import { describe, expect, it } from 'vitest';
import { transformImage } from '../../photometrics/image-transform';
import { transformOf } from '../../photometrics/parameters';
import type { Policy } from '../../photometrics/policy';
import { readPolicy } from '../../photometrics/read-policy';
import { describeDataSet } from '../describe-data-set';
import { treeOfFiles, type FileTree } from '../file-tree';
import { readDataSet } from '../read-data-set';
import {
  cocoTexts,
  decodeText,
  diverseWeatherTexts,
  folder,
  measureText,
  vocTexts,
  vocXml,
  yoloTexts,
  type Contents,
} from '../testing';
import type { CopyReport } from './about-copies';
import { copiedFiles } from './copied-files';
import type { CopyOptions } from './copy-options';
import type { ChangePicture } from './copy-picture';

const policy: Policy = {
  model: null,
  sourcePrompt: 'a day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    {
      text: 'a night',
      confidence: 0.4,
      transforms: [
        {
          weight: 1,
          score: 0.4,
          leastStrength: 0.3,
          transform: { kind: 'photometric', parameters: transformOf({ exposure: 0.25 }) },
        },
      ],
    },
  ],
};
const options = (change: Partial<CopyOptions> = {}): CopyOptions => ({
  policy,
  copies: 2,
  probability: 1,
  seed: 1,
  parts: ['train'],
  originals: false,
  otherParts: 'left-out',
  ...change,
});

/** Encodes as the pictures of these tests are: their size as a text. */
const change: ChangePicture = async ({ file, draws }) => {
  const image = await decodeText(file);
  return draws.map(({ transform, strength, seed }) => {
    const { width, height } = transformImage(image, transform, strength, seed);
    return new TextEncoder().encode(`${width}x${height}`);
  });
};

/** Copies a data set into memory. */
async function copied(tree: FileTree, chosen: CopyOptions) {
  const set = await readDataSet(tree);
  const files = new Map<string, string>();
  const generator = copiedFiles({ set, tree }, chosen, { change, atOnce: 3 });
  let report: CopyReport | null = null;
  for (let next = await generator.next(); ; next = await generator.next()) {
    if (next.done === true) {
      report = next.value;
      break;
    }
    const { path, content } = next.value;
    expect(files.has(path), path).toBe(false);
    files.set(path, content instanceof Uint8Array ? new TextDecoder().decode(content) : [...content].join(''));
  }
  const copyTree = treeOfFiles(
    'copy',
    [...files].map(([path, text]) => ({ path, file: new Blob([text], { type: 'image/jpeg' }) })),
  );
  return { set, files, report, copyTree };
}

/** Objects of each picture as an evaluation takes them, by part and file; and all that is told of. */
async function objectsOf(tree: FileTree) {
  const set = await readDataSet(tree);
  const { parts, problems, classes } = await describeDataSet(set, { measure: measureText });
  const objects = Object.fromEntries(
    parts.map(({ name, images }) => [
      name,
      Object.fromEntries(images.map(({ file, ...rest }) => [file, rest.objects])),
    ]),
  );
  return { format: set.format, layout: set.layout, classes, objects, problems };
}

/** Every copy has the objects of its original, read by the same reader, and nothing is left over. */
async function expectSameObjects(texts: Contents, chosen: CopyOptions, ofOriginals = false) {
  const tree = folder(texts);
  const before = await objectsOf(tree);
  const { copyTree, files } = await copied(tree, chosen);
  const after = await objectsOf(copyTree);
  expect(after.format).toBe(before.format);
  expect(after.layout).toBe(before.layout);
  // But for the names and numbers of the copies.
  const kinds = ({ problems }: typeof before) =>
    problems.map(({ message }) => message.replaceAll(/-copy-\d+|\d+/gu, ''));
  expect(kinds(before)).toEqual(expect.arrayContaining(kinds(after)));
  for (const part of chosen.parts) {
    const expected: Record<string, unknown> = {};
    for (const [file, objects] of Object.entries(before.objects[part]!)) {
      if (ofOriginals) expected[file] = objects;
      const [, start, ending] = /^(.*)(\.\w+)$/u.exec(file)!;
      for (let copy = 1; copy <= chosen.copies; copy++) expected[`${start}-copy-${copy}${ending}`] = objects;
    }
    expect(after.objects[part]).toEqual(expected);
  }
  return { before, after, files };
}

const withoutTest = (texts: Contents): Contents =>
  Object.fromEntries(Object.entries(texts).filter(([path]) => !/(?:^|\/)b\.|test\.txt/u.test(path)));

describe('copies of a data set, read by the reader that read it', () => {
  it('Pascal VOC with lists', async () => {
    const { files } = await expectSameObjects(vocTexts, options());
    expect([...files.keys()].sort()).toEqual([
      'Annotations/a-copy-1.xml',
      'Annotations/a-copy-2.xml',
      'ImageSets/Main/train.txt',
      'JPEGImages/a-copy-1.jpg',
      'JPEGImages/a-copy-2.jpg',
      'about-copies.csv',
      'about.json',
    ]);
    expect(files.get('ImageSets/Main/train.txt')).toBe('a-copy-1\na-copy-2\n');
    expect(files.get('Annotations/a-copy-1.xml')).toBe(vocTexts['Annotations/a.xml']);
  });

  it('Pascal VOC without lists, in folders, and in Diverse Weather', async () => {
    const { 'ImageSets/Main/train.txt': _, 'ImageSets/Main/car_train.txt': __, ...bare } = withoutTest(vocTexts);
    await expectSameObjects(bare, options({ parts: ['all'] }));
    await expectSameObjects(
      {
        'train/a.xml': vocXml(['car', 1, 1, 20, 10]),
        'train/a.png': '40x20',
        'valid/b.xml': vocXml(),
        'valid/b.png': '40x20',
      },
      options(),
    );
    await expectSameObjects(diverseWeatherTexts(), options({ parts: ['daytime-clear/train', 'night-rainy'] }));
  });

  it('COCO, with crowds, masks and ids of every kind', async () => {
    const json = JSON.parse(cocoTexts['annotations/instances_val2017.json']!) as {
      annotations: Record<string, unknown>[];
    };
    json.annotations[0]!['segmentation'] = [[1, 2, 3, 4, 5, 6]];
    json.annotations[0]!['attributes'] = { occluded: true };
    const text = JSON.stringify({ info: { year: 2017 }, ...json })
      .replaceAll('"category_id":3,', '"category_id":12345678901234567890,')
      .replace('"id":3,', '"id":12345678901234567890,');
    const { files } = await expectSameObjects(
      { ...cocoTexts, 'annotations/instances_val2017.json': text },
      options({ parts: ['val2017'] }),
    );
    const written = files.get('annotations/instances_val2017.json')!;
    expect(written).toContain('"category_id":12345678901234567890');
    const { info, images, annotations } = JSON.parse(written) as Record<string, Record<string, unknown>[]>;
    expect(info).toEqual({ year: 2017 });
    expect(images!.map(({ id, file_name: name }) => [id, name])).toEqual([
      [1, 'x-copy-1.jpg'],
      [2, 'x-copy-2.jpg'],
      [3, 'y-copy-1.jpg'],
      [4, 'y-copy-2.jpg'],
    ]);
    expect(annotations!.map(({ id, image_id: image, iscrowd }) => [id, image, iscrowd])).toEqual([
      [1, 1, 0],
      [2, 1, 1],
      [3, 2, 0],
      [4, 2, 1],
    ]);
    expect(annotations![2]).toMatchObject({ segmentation: [[1, 2, 3, 4, 5, 6]], attributes: { occluded: true } });
  });

  it('COCO, without the annotations whose id an annotation before them has', async () => {
    const json = JSON.parse(cocoTexts['annotations/instances_val2017.json']!) as { annotations: object[] };
    json.annotations.push({ id: 1, image_id: 9, category_id: 3, bbox: [5, 5, 5, 5], iscrowd: 0 });
    const { files } = await expectSameObjects(
      { ...cocoTexts, 'annotations/instances_val2017.json': JSON.stringify(json) },
      options({ parts: ['val2017'], copies: 1 }),
    );
    const written = JSON.parse(files.get('annotations/instances_val2017.json')!) as { annotations: object[] };
    expect(written.annotations).toHaveLength(2);
  });

  it('YOLO by folders, without the parts that are not written and the path to the originals', async () => {
    const { files } = await expectSameObjects(yoloTexts, options());
    expect(files.get('data.yaml')).toBe('train: images/train\nnames:\n  0: car\n  1: person\n');
    expect(files.get('labels/train/a-copy-2.txt')).toBe(yoloTexts['labels/train/a.txt']);
    expect(files.has('labels/train/b-copy-1.txt')).toBe(false);
  });

  it.each<[string, string, Partial<CopyOptions>]>([
    ['two copied parts', 'train: all.txt\nval: all.txt', { parts: ['train', 'val'] }],
    ['a copied part and an unchanged one', 'train: all.txt\nval: all.txt', { otherParts: 'unchanged' }],
    ['an unchanged part and a copied one', 'train: all.txt\nval: all.txt', { parts: ['val'], otherParts: 'unchanged' }],
    ['one part twice', 'train: [all.txt, all.txt]', {}],
  ])('YOLO by a list of %s, which is written once', async (_, splits, chosen) => {
    const { files } = await expectSameObjects(
      {
        ...yoloTexts,
        'data.yaml': `${splits}\nnames: [car, person]\n`,
        'all.txt': './images/train/a.jpg\nimages/train/b.jpg\n',
      },
      options({ copies: 1, ...chosen }),
    );
    expect(files.get('all.txt')).toBe('./images/train/a-copy-1.jpg\nimages/train/b-copy-1.jpg\n');
  });

  it.each([
    ['an absolute path', 'train: /home/me/set/images/train # all', 'train: images/train # all'],
    ['one in quotes', String.raw`train: 'C:\set\images\train'`, 'train: images/train'],
    ['a list', 'train: [/home/me/set/images/train, "~/set/more/*.jpg"]', 'train: [images/train, "more/*.jpg"]'],
    ['a list in lines', 'train:\n  - /home/me/set/images/train\n  - more', 'train:\n  - images/train\n  - more'],
    ['a path out of the folder', 'train: ../images/train', 'train: images/train'],
    ['a base', 'path: /home/me/set/images\ntrain: train', 'train: images/train'],
    ['a base that is there', 'path: images\ntrain: /home/me/set/images/train', 'path: images\ntrain: train'],
  ])('YOLO with %s, which leads to the copies and not to the originals', async (_, said, written) => {
    const rest = 'nc: 2\nnames: [car, person]\n';
    const texts = {
      ...yoloTexts,
      'data.yaml': `${said}\nvalid: /home/me/set/images/val\n${rest}`,
      'more/d.jpg': '40x20',
    };
    const { files } = await expectSameObjects(texts, options());
    expect(files.get('data.yaml')).toBe(`${written}\n${rest}`);
    const unchanged = await expectSameObjects(texts, options({ otherParts: 'unchanged' }));
    expect(unchanged.files.get('data.yaml')).toMatch(/^valid: (?:images\/)?val$/mu);
    expect(unchanged.after.objects['val']).toEqual(unchanged.before.objects['val']);
  });

  it('YOLO by lists with absolute paths, as darknet has them', async () => {
    const { files } = await expectSameObjects(
      {
        'data/obj.data': 'classes = 1\ntrain = /home/me/data/train.txt\r\nnames = data/obj.names\n',
        'data/obj.names': 'car\n',
        'data/train.txt': 'data/pics/a.jpg\n',
        'data/pics/a.jpg': '40x20',
        'data/pics/a.txt': '0 0.5 0.5 0.5 0.5\n',
      },
      options(),
    );
    expect(files.get('data/obj.data')).toBe('classes = 1\ntrain = train.txt\r\nnames = data/obj.names\n');
  });

  it('YOLO by lists, as darknet has them', async () => {
    const { files } = await expectSameObjects(
      {
        'obj.data': 'classes = 1\ntrain = data/train.txt\nvalid = data/valid.txt\nnames = data/obj.names\n',
        'obj.names': 'car\n',
        'train.txt': 'data/obj_train_data/a.jpg\n',
        'valid.txt': 'data/obj_train_data/b.jpg\n',
        'obj_train_data/a.jpg': '40x20',
        'obj_train_data/a.txt': '0 0.5 0.5 0.5 0.5\n',
        'obj_train_data/b.jpg': '40x20',
        'obj_train_data/b.txt': '0 0.5 0.5 0.2 0.2\n',
      },
      options(),
    );
    expect(files.get('train.txt')).toBe('data/obj_train_data/a-copy-1.jpg\ndata/obj_train_data/a-copy-2.jpg\n');
    expect(files.get('obj.data')).not.toContain('valid');
  });

  it.each([
    ['VOC', vocTexts, 'train', 'test'],
    ['YOLO', yoloTexts, 'train', 'val'],
  ])('%s with its pictures, and the other parts as they are', async (_, texts, part, other) => {
    const { before, after } = await expectSameObjects(
      texts,
      options({ parts: [part], originals: true, otherParts: 'unchanged' }),
      true,
    );
    expect(after.objects[other]).toEqual(before.objects[other]);
    expect(after.classes.toSorted()).toEqual(before.classes.toSorted());
  });
});

describe('copies', () => {
  it('name their picture in the annotation, and keep everything else of it', async () => {
    const latin = Uint8Array.from(
      '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!-- Stra\u00dfe --><annotation><filename>x\\a.jpg</filename><path>C:\\b\\a.jpg</path><object><name>Stra\u00dfe</name><occluded>1</occluded><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>',
      (character) => character.charCodeAt(0),
    );
    const tree = folder({ 'Annotations/a.xml': latin, 'JPEGImages/a.jpg': '40x20' });
    const { files, copyTree } = await copied(tree, options({ parts: ['all'], copies: 1 }));
    expect(files.get('Annotations/a-copy-1.xml')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- Stra\u00dfe --><annotation><filename>x\\a-copy-1.jpg</filename><path>C:\\b\\a-copy-1.jpg</path><object><name>Stra\u00dfe</name><occluded>1</occluded><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>9</xmax><ymax>9</ymax></bndbox></object></annotation>',
    );
    expect((await objectsOf(copyTree)).classes).toEqual(['Stra\u00dfe']);
  });

  it('leave out what cannot be read, everywhere, and name it', async () => {
    const { report, files, copyTree } = await copied(
      folder({ ...yoloTexts, 'images/train/b.jpg': 'no picture', 'labels/train/b.txt': '0 .5 .5 .5 .5\n' }),
      options(),
    );
    expect(report).toEqual({
      copies: 2,
      changed: 2,
      unreadable: [{ file: 'images/train/b.jpg', reason: 'The file is no image.' }],
    });
    expect(Object.keys((await objectsOf(copyTree)).objects['train']!)).toEqual([
      'images/train/a-copy-1.jpg',
      'images/train/a-copy-2.jpg',
    ]);
    expect([...files.keys()].filter((path) => path.includes('/b'))).toEqual([]);
    expect(JSON.parse(files.get('about.json')!)).toMatchObject({ unreadable: report!.unreadable });
  });

  it('tell two pictures of one name apart, write what cannot be encoded as PNG, and never meet a name that is there', async () => {
    const { files } = await copied(
      folder({
        'data.yaml': 'train: images\nnames: [car]\n',
        'images/a.png': '40x20',
        'images/a.bmp': '40x20',
        'images/c-copy-1.jpg': '40x20',
        'labels/a.txt': '0 0.5 0.5 0.5 0.5\n',
      }),
      options({ copies: 1 }),
    );
    expect([...files.keys()].filter((path) => path.includes('/')).sort()).toEqual([
      'images/a-bmp-copy2-1.png',
      'images/a-png-copy2-1.png',
      'images/c-copy-1-copy2-1.jpg',
      'labels/a-bmp-copy2-1.txt',
      'labels/a-png-copy2-1.txt',
    ]);
  });

  it('are drawn from the seed and the path alone; those that are not changed are the same bytes', async () => {
    const some = await copied(folder(yoloTexts), options({ copies: 30, probability: 0.5 }));
    const more = await copied(folder(yoloTexts), options({ copies: 40, probability: 0.5, parts: ['train', 'val'] }));
    const rows = (files: ReadonlyMap<string, string>) =>
      files
        .get('about-copies.csv')!
        .split('\n')
        .filter((row) => row.includes('train/a-copy-'));
    expect(rows(more.files).slice(0, 30)).toEqual(rows(some.files));
    const unchanged = rows(some.files).filter((row) => row.endsWith(',,,,'));
    expect(unchanged.length).toBeGreaterThan(5);
    expect(unchanged.length).toBeLessThan(25);
    expect(some.report!.changed).toBeLessThan(some.report!.copies);
    const other = await copied(folder(yoloTexts), options({ copies: 30, probability: 0.5, seed: 2 }));
    expect(rows(other.files)).not.toEqual(rows(some.files));
  });

  it('of a prompt without photometry are the same bytes', async () => {
    const identity: Policy['prompts'][number] = {
      text: 'a cat',
      confidence: null,
      transforms: [
        { weight: 1, score: null, leastStrength: 0, transform: { kind: 'photometric', parameters: transformOf({}) } },
      ],
    };
    const { report } = await copied(folder(vocTexts), options({ policy: { ...policy, prompts: [identity] } }));
    expect(report).toMatchObject({ copies: 2, changed: 0 });
  });

  it('say in about.json how to make them again', async () => {
    const { files } = await copied(folder(vocTexts), options());
    const about = JSON.parse(files.get('about.json')!) as { policy: unknown };
    expect(about).toMatchObject({
      family: 'photometrics-1',
      dataSet: 'mine',
      options: { seed: 1, copies: 2, probability: 1, parts: ['train'] },
      copies: 2,
    });
    expect(readPolicy(JSON.stringify(about.policy), 'about.json')).toEqual(policy);
    expect(files.get('about-copies.csv')).toMatch(
      /^file,original,prompt,transform,strength,seed\nJPEGImages\/a-copy-1\.jpg,JPEGImages\/a\.jpg,0,0,0\.\d+,\d+\n/u,
    );
  });

  it.each([
    [{ parts: ['winter'] }, 'The data set “mine” has no part “winter”.'],
    [{ parts: [] }, 'No part is chosen.'],
    [{ copies: 0 }, 'copies must be a whole number from 1 to 100, not 0.'],
    [{ probability: 1.5 }, 'The probability must be from 0 to 1, not 1.5.'],
  ])('refuse %o', async (wrong, message) => {
    await expect(copied(folder(vocTexts), options(wrong))).rejects.toMatchObject({ code: 'bad-config', message });
  });
});
