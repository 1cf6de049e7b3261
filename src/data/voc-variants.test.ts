import { describe, expect, it } from 'vitest';
import { described, vocTexts, vocXml, type Texts, type VocObjectText } from './testing';

const sized = (width: number | string, height: number | string, ...objects: readonly VocObjectText[]) =>
  vocXml(...objects).replace('<width>40</width><height>20', `<width>${width}</width><height>${height}`);
/** The usual set with one other annotation. */
const voc = (xml: string): Texts => ({ ...vocTexts, 'Annotations/a.xml': xml });
const train = async (texts: Texts) => (await described(texts)).parts.find(({ name }) => name === 'train')!.images[0];
const carBox = ['car', 1, 1, 20, 10] as const;

describe('the size of the picture decides', () => {
  it.each<[string, string, objects: string[], problems: string[]]>([
    [
      'sides that are exchanged',
      sized(20, 40, ['car', 25, 1, 40, 10]),
      ['car 24 0 40 10'],
      ["The annotation says 20 × 40 pixels, but JPEGImages/a.jpg has 40 × 20; the picture's own size counts."],
    ],
    [
      'a larger picture than there is, and a box beyond it',
      sized(400, 200, ['car', 1, 1, 20, 10], ['bus', 100, 100, 200, 180]),
      ['car 0 0 20 10'],
      [
        "The annotation says 400 × 200 pixels, but JPEGImages/a.jpg has 40 × 20; the picture's own size counts.",
        'Object 2 (bus) has a box outside of the picture (99, 99, 200, 180 in 40 × 20); it is left out.',
      ],
    ],
    [
      'a smaller one: the box stays',
      sized(10, 5, ['car', 20, 10, 40, 20]),
      ['car 19 9 40 20'],
      ["The annotation says 10 × 5 pixels, but JPEGImages/a.jpg has 40 × 20; the picture's own size counts."],
    ],
    ['a size of zero, as some tools write', sized(0, 0, carBox), ['car 0 0 20 10'], []],
    ['no size', vocXml(carBox).replace(/<size>.*<\/size>/u, ''), ['car 0 0 20 10'], []],
    ['a size with a point', sized('40.0', ' 20 ', carBox), ['car 0 0 20 10'], []],
    [
      'a box that reaches beyond the picture stays, as voc_eval takes it',
      vocXml(['car', 30, 10, 60, 20]),
      ['car 29 9 60 20'],
      ['Object 1 (car) has a box that reaches beyond the picture (29, 9, 60, 20 in 40 × 20); it stays as it is.'],
    ],
    ['one that does by rounding', vocXml(['car', 0, 0, 41, 20]), ['car -1 -1 41 20'], []],
  ])('%s', async (_, xml, objects, problems) => {
    expect(await train(voc(xml))).toEqual(['JPEGImages/a.jpg', ...objects]);
    expect((await described(voc(xml))).problems).toEqual(problems.map((reason) => `Annotations/a.xml: ${reason}`));
  });
});

describe('difficult objects', () => {
  it.each<[string, difficult: boolean, problem?: string]>([
    ['<difficult>1</difficult>', true],
    ['<difficult> 1 </difficult>', true],
    ['<difficult>1.0</difficult>', true],
    ['<difficult>True</difficult>', true],
    ['<difficult>yes</difficult>', true],
    ['<difficult>2</difficult>', true],
    ['<difficult>0</difficult>', false],
    ['<difficult>0.0</difficult>', false],
    ['<difficult>false</difficult>', false],
    ['<difficult>No</difficult>', false],
    ['<difficult/>', false],
    ['', false],
    ['<truncated>1</truncated>', false],
    [
      '<difficult>Unspecified</difficult>',
      false,
      'Object 1 (car) says neither yes nor no to <difficult> (“Unspecified”); it counts as not difficult.',
    ],
    ['<Difficult>1</Difficult>', true, 'Object 1 (car) writes <Difficult> for <difficult>; it counts as difficult.'],
  ])('%s', async (text, difficult, ...problem) => {
    const texts = voc(vocXml([...carBox, text]));
    expect(await train(texts)).toEqual(['JPEGImages/a.jpg', `car 0 0 20 10${difficult ? ' difficult' : ''}`]);
    expect((await described(texts)).problems).toEqual(problem.map((reason) => `Annotations/a.xml: ${reason}`));
  });
});

describe('numbers', () => {
  const withMin = (xmin: string) => voc(vocXml(carBox).replace('<xmin>1<', `<xmin>${xmin}<`));
  it.each([
    ['3.0', 'car 2 0 20 10'],
    [' 3 ', 'car 2 0 20 10'],
    ['3e0', 'car 2 0 20 10'],
    ['2.5', 'car 1.5 0 20 10'],
    ['-0.0', 'car -1 0 20 10'],
  ])('%s is one', async (text, object) => {
    expect(await train(withMin(text))).toEqual(['JPEGImages/a.jpg', object]);
  });

  it.each([
    [
      'inside of another element',
      (xml: string) => xml.replace('<object>', '<objects><object>').replace('</object>', '</object></objects>'),
    ],
    ['in capitals', (xml: string) => xml.replaceAll('object>', 'Object>')],
  ])('an object %s is named', async (_, change) => {
    expect((await described(voc(change(vocXml(carBox))))).problems).toEqual([
      'Annotations/a.xml: 1 more object is left out: only an <object> directly in <annotation>, in small letters, is read.',
    ]);
  });

  it('a picture with two annotations is named', async () => {
    const { problems } = await described({
      'Annotations/x/a.xml': vocXml(carBox),
      'Annotations/y/a.xml': vocXml(carBox),
      'ImageSets/Main/train.txt': 'x/a\ny/a\n',
      'JPEGImages/a.jpg': '40x20',
    });
    expect(problems).toEqual([
      'JPEGImages/a.jpg: The picture stands 2 times in “train”, each time with objects of its own; each counts.',
    ]);
  });

  it('a broken annotation is the reason where nothing is left', async () => {
    await expect(described({ 'Annotations/a.xml': '<annotation', 'images/a.jpg': '40x20' })).rejects.toThrow(
      'no image with its annotation is left. Annotations/a.xml: The annotation cannot be read, and its image is left out: line 1: the file ends in the middle of a tag.',
    );
  });

  it('a side that is not there is said to be missing', async () => {
    const { problems } = await described(voc(vocXml(carBox).replaceAll('xmin', 'Xmin')));
    expect(problems).toEqual(['Annotations/a.xml: Object 1 (car) has no <xmin>; it is left out.']);
  });

  it.each(['0x3', '3,5', '', 'NaN', 'Infinity', '1_0', '３', '3px', '1 2'])('%s is none', async (text) => {
    const { parts, problems } = await described(withMin(text));
    expect(parts[1]?.images).toEqual([['JPEGImages/a.jpg']]);
    expect(problems).toEqual([
      `Annotations/a.xml: Object 1 (car) has a <xmin> that is no number (“${text}”); it is left out.`,
    ]);
  });
});

describe('objects', () => {
  it('with parts, polygons and angles have the box of their own alone', async () => {
    const part =
      '<part><name>wheel</name><bndbox><xmin>2</xmin><ymin>2</ymin><xmax>3</xmax><ymax>3</ymax></bndbox></part>';
    const polygon = '<polygon><x1>1</x1><y1>1</y1></polygon>';
    const only = `<object><name>bus</name>${polygon}</object></annotation>`;
    const xml = vocXml([...carBox, part + polygon]).replace('</annotation>', only);
    const { parts, problems } = await described(voc(xml));
    expect(parts[1]?.images).toEqual([['JPEGImages/a.jpg', 'car 0 0 20 10']]);
    expect(problems).toEqual(['Annotations/a.xml: Object 2 (bus) has no <bndbox>; it is left out.']);
  });

  it('that are there twice count twice, as detectron2 takes them', async () => {
    expect(await train(voc(vocXml(carBox, carBox)))).toEqual(['JPEGImages/a.jpg', 'car 0 0 20 10', 'car 0 0 20 10']);
  });
});

describe('encodings', () => {
  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  it.each<[string, Uint8Array<ArrayBuffer>, classes: string[], problems: string[]]>([
    [
      'Latin 1 that is declared',
      latin1(
        `<?xml version="1.0" encoding="iso-8859-1"?>${vocXml(['v\u00e9lo', 1, 1, 9, 9], ['v\u00e8lo', 1, 1, 9, 9])}`,
      ),
      ['vélo', 'vèlo'],
      [],
    ],
    [
      'Latin 1 that is not',
      latin1(vocXml(['v\u00e9lo', 1, 1, 9, 9])),
      [],
      [
        'Annotations/a.xml: The annotation cannot be read, and its image is left out: the file is not UTF-8, and declares no other encoding.',
      ],
    ],
    [
      'an encoding that is not known',
      latin1(`<?xml version="1.0" encoding="ebcdic-us"?>${vocXml(carBox)}`),
      [],
      [
        'Annotations/a.xml: The annotation cannot be read, and its image is left out: the encoding “ebcdic-us” is not known here.',
      ],
    ],
  ])('%s', async (_, bytes, classes, problems) => {
    const found = await described({ ...vocTexts, 'Annotations/a.xml': bytes });
    expect(found.classes).toEqual(['person', ...classes]);
    expect(found.problems).toEqual(problems);
  });

  it('a list that is not UTF-8 is named', async () => {
    const { problems } = await described({ ...vocTexts, 'ImageSets/Main/test.txt': latin1('caf\u00e9\n') });
    expect(problems[0]).toBe(
      'ImageSets/Main/test.txt: The list cannot be read: the file is not UTF-8: line 1 has a byte that does not occur there.',
    );
  });
});

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

describe('document types', () => {
  it.each(['<!DOCTYPE annotation>', '<?xml version="1.0"?>\n<!DOCTYPE annotation SYSTEM "voc.dtd">'])(
    '%s is read',
    async (type) => {
      expect(await train(voc(type + vocXml(carBox)))).toEqual(['JPEGImages/a.jpg', 'car 0 0 20 10']);
    },
  );

  it('entity bombs stay refused', async () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    const { problems } = await described(voc(bomb + vocXml(carBox)));
    expect(problems).toEqual([
      'Annotations/a.xml: The annotation cannot be read, and its image is left out: line 1: a document type that declares entities is not read.',
    ]);
  });
});
