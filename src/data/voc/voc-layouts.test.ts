import { describe, expect, it } from 'vitest';
import { described, vocTexts, vocXml, type Texts } from '../testing';

const train = async (texts: Texts) => (await described(texts)).parts.find(({ name }) => name === 'train')!.images[0];
const carBox = ['car', 1, 1, 20, 10] as const;

describe('pictures', () => {
  it.each<[string, Texts, image: string, problem: string]>([
    [
      'two of one name: the JPEG is taken',
      { ...vocTexts, 'JPEGImages/a.png': '9x9' },
      'JPEGImages/a.jpg',
      'Annotations/a.xml: There are 2 pictures of the name “a”: JPEGImages/a.jpg is taken, and JPEGImages/a.png left out.',
    ],
    [
      'two of one name, in upper case',
      { ...vocTexts, 'JPEGImages/a.BMP': '9x9' },
      'JPEGImages/a.jpg',
      'Annotations/a.xml: There are 2 pictures of the name “a”: JPEGImages/a.jpg is taken, and JPEGImages/a.BMP left out.',
    ],
    [
      'one that no list names',
      { ...vocTexts, 'JPEGImages/z.jpg': '9x9' },
      'JPEGImages/a.jpg',
      'JPEGImages/z.jpg: The picture is left out: no split has it, or it has no annotation.',
    ],
    [
      'one in a format that is not read',
      { ...vocTexts, 'JPEGImages/z.tiff': 'II*' },
      'JPEGImages/a.jpg',
      'JPEGImages/z.tiff: The picture is left out: its format is not read. Save it as JPEG or PNG.',
    ],
    [
      'an annotation that no list names',
      { ...vocTexts, 'Annotations/z.xml': vocXml(carBox) },
      'JPEGImages/a.jpg',
      'Annotations/z.xml: The annotation is left out: no split has it.',
    ],
    [
      'annotations of another format',
      { ...vocTexts, 'train.json': '{}' },
      'JPEGImages/a.jpg',
      'train.json: The file is not read: the data set is taken as Pascal VOC.',
    ],
  ])('%s', async (_, texts, image, problem) => {
    expect((await train(texts))?.[0]).toBe(image);
    expect((await described(texts)).problems).toEqual([problem]);
  });

  it('a listed one in a format that is not read says so', async () => {
    const { 'JPEGImages/a.jpg': _, ...texts } = vocTexts;
    expect((await described({ ...texts, 'JPEGImages/a.tif': 'II*' })).problems).toEqual([
      'ImageSets/Main/train.txt, line 1: JPEGImages/a.tif is in a format that is not read; save it as JPEG or PNG.',
    ]);
  });

  it('names in two forms of Unicode are the same', async () => {
    const [composed, decomposed] = ['caf\u00e9', 'cafe\u0301'];
    for (const [list, xml, image] of [
      [composed, decomposed, composed],
      [decomposed, composed, decomposed],
      [composed, composed, decomposed],
    ]) {
      const { parts, problems } = await described({
        'ImageSets/Main/test.txt': `${list}\n`,
        [`Annotations/${xml}.xml`]: vocXml(carBox),
        [`JPEGImages/${image}.jpg`]: '40x20',
      });
      expect(parts[0]?.images).toEqual([[`JPEGImages/${composed}.jpg`, 'car 0 0 20 10']]);
      expect(problems).toEqual([]);
    }
  });
});

describe('layouts', () => {
  const xml = vocXml(carBox);
  const all = (count: number, folder = '') =>
    `${folder}ImageSets/Main: There are no split lists; all ${count} annotated images form the split “all”.`;
  it.each<[string, Texts, parts: Readonly<Record<string, string[]>>, problems: string[]]>([
    [
      'Roboflow: annotations beside pictures, in folders of splits',
      {
        'train/a.xml': xml,
        'train/a.jpg': '40x20',
        'valid/b.xml': xml,
        'valid/b.jpg': '40x20',
        'test/c.xml': xml,
        'test/c.jpg': '40x20',
        'README.roboflow.txt': '',
      },
      { test: ['test/c.jpg'], train: ['train/a.jpg'], valid: ['valid/b.jpg'] },
      [],
    ],
    [
      'the same in a folder, in upper case',
      {
        'My Set/train/A.XML': xml,
        'My Set/train/A.JPG': '40x20',
        'My Set/valid/b.xml': xml,
        'My Set/valid/b.jpg': '40x20',
      },
      { train: ['My Set/train/A.JPG'], valid: ['My Set/valid/b.jpg'] },
      [],
    ],
    [
      'labelImg: annotations beside pictures',
      { 'a.xml': xml, 'a.png': '40x20', 'b.xml': xml, 'b.jpeg': '40x20', 'c.jpg': '40x20' },
      { all: ['a.png', 'b.jpeg'] },
      [all(2), 'c.jpg: The picture is left out: no split has it, or it has no annotation.'],
    ],
    ['FiftyOne', { 'data/a.jpg': '40x20', 'labels/a.xml': xml }, { all: ['data/a.jpg'] }, [all(1)]],
    [
      'FiftyOne with splits',
      {
        'data/train/a.jpg': '40x20',
        'labels/train/a.xml': xml,
        'data/val/a.jpg': '40x20',
        'labels/val/a.xml': vocXml(['bus', 1, 1, 5, 5]),
      },
      { train: ['data/train/a.jpg'], val: ['data/val/a.jpg'] },
      [],
    ],
    [
      'folders of splits in Annotations and JPEGImages',
      {
        'Annotations/train/a.xml': xml,
        'JPEGImages/train/a.jpg': '40x20',
        'Annotations/val/b.xml': xml,
        'JPEGImages/val/b.jpg': '40x20',
      },
      { train: ['JPEGImages/train/a.jpg'], val: ['JPEGImages/val/b.jpg'] },
      [],
    ],
    [
      'Annotations and JPEGImages in folders of splits',
      {
        'train/Annotations/a.xml': xml,
        'train/JPEGImages/a.jpg': '40x20',
        'test/Annotations/a.xml': xml,
        'test/JPEGImages/a.jpg': '40x20',
      },
      { test: ['test/JPEGImages/a.jpg'], train: ['train/JPEGImages/a.jpg'] },
      [],
    ],
    [
      'annotations and images in lower case',
      { 'annotations/a.xml': xml, 'images/a.png': '40x20' },
      { all: ['images/a.png'] },
      [
        'annotations/: There is no JPEGImages/a.jpg, and no other picture there; pictures are taken from images/.',
        all(1),
      ],
    ],
    [
      'annotations/xmls beside images, and a list',
      { 'annotations/xmls/a.xml': xml, 'images/a.jpg': '40x20', 'train.txt': 'images/a.jpg annotations/xmls/a.xml\n' },
      { train: ['images/a.jpg'] },
      [],
    ],
    [
      "ImageNet: folders of splits in capitals that are not VOC's",
      { 'Annotations/DET/val/a.xml': xml, 'Data/DET/val/a.JPEG': '40x20' },
      { 'DET/val': ['Data/DET/val/a.JPEG'] },
      [
        'Annotations/: There is no JPEGImages/DET/val/a.jpg, and no other picture there; pictures are taken from Data/.',
      ],
    ],
    [
      'a list that names sub-folders',
      {
        'Annotations/s/q.xml': xml,
        'Annotations/a.xml': xml,
        'JPEGImages/s/q.jpg': '40x20',
        'JPEGImages/a.jpg': '40x20',
        'ImageSets/Main/test.txt': 's/q\r\na\r\n',
      },
      { test: ['JPEGImages/s/q.jpg', 'JPEGImages/a.jpg'] },
      [],
    ],
    [
      'a list beside ImageSets/Main, with endings',
      { 'Annotations/a.xml': xml, 'JPEGImages/a.jpg': '40x20', 'ImageSets/val.txt': 'a.jpg\n' },
      { val: ['JPEGImages/a.jpg'] },
      [],
    ],
    [
      'a list of one class alone is no split',
      { 'Annotations/a.xml': xml, 'JPEGImages/a.jpg': '40x20', 'ImageSets/Main/car_train.txt': 'a  1\nb -1\n' },
      { all: ['JPEGImages/a.jpg'] },
      [
        'ImageSets/Main/car_train.txt: The list says where one class is shown; it is no split, and it is left out.',
        all(1),
      ],
    ],
    [
      'two cameras with splits',
      {
        'cam1/train/a.xml': xml,
        'cam1/train/a.jpg': '40x20',
        'cam2/train/a.xml': xml,
        'cam2/train/a.jpg': '40x20',
        'cam2/val/b.xml': xml,
        'cam2/val/b.jpg': '40x20',
      },
      { 'cam1/train': ['cam1/train/a.jpg'], 'cam2/train': ['cam2/train/a.jpg'], 'cam2/val': ['cam2/val/b.jpg'] },
      [],
    ],
  ])('%s', async (_, texts, parts, problems) => {
    const found = await described(texts);
    expect(Object.fromEntries(found.parts.map(({ name, images }) => [name, images.map(([file]) => file)]))).toEqual(
      parts,
    );
    expect(found.problems).toEqual(problems);
    expect(found.parts.every(({ images }) => images.every((image) => image.length === 2))).toBe(true);
  });

  it('names the picture that lies in another folder', async () => {
    await expect(described({ 'Annotations/a.xml': xml, 'JPEGImages/day/a.jpg': '40x20' })).rejects.toThrow(
      'Annotations/a.xml: There is no image JPEGImages/a.jpg; JPEGImages/day/a.jpg lies in another folder.',
    );
  });

  it('names the picture that is missing, not the lists', async () => {
    await expect(described({ 'Annotations/a.xml': xml, 'JPEGImages/b.jpg': '40x20' })).rejects.toThrow(
      'Annotations/a.xml: There is no image JPEGImages/a.jpg.',
    );
  });
});

describe('lines of a list', () => {
  it.each([
    'a.jpg',
    'a.xml',
    './a',
    'JPEGImages/a.jpg',
    '/home/me/VOCdevkit/VOC2007/JPEGImages/a.jpg',
    String.raw`D:\my set\JPEGImages\a.jpg`,
    '../VOC2007/Annotations/a.xml',
    'JPEGImages/a.jpg Annotations/a.xml',
  ])('%s is a', async (line) => {
    const texts = { ...vocTexts, 'ImageSets/Main/train.txt': line };
    expect(await train(texts)).toEqual(await train(vocTexts));
    expect((await described(texts)).problems).toEqual((await described(vocTexts)).problems);
  });

  it('a path into another root is not the file of that name here', async () => {
    const root = (name: string): Texts =>
      Object.fromEntries(Object.entries(vocTexts).map(([path, text]) => [`${name}/${path}`, text]));
    const list = 'one/ImageSets/Main/train.txt';
    const { problems } = await described({ ...root('one'), ...root('two'), [list]: 'a\ntwo/JPEGImages/b.png' });
    expect(problems[0]).toEqual(`${list}, line 2: There is no one/Annotations/two/JPEGImages/b.png.xml.`);
  });

  it.each([
    ['A', 'There is no Annotations/A.xml; the list may mean a.'],
    ['other/a', 'There is no Annotations/other/a.xml.'],
  ])('%s is not', async (line, reason) => {
    const { problems } = await described({ ...vocTexts, 'ImageSets/Main/train.txt': line });
    expect(problems[0]).toBe(`ImageSets/Main/train.txt, line 1: ${reason}`);
  });
});
