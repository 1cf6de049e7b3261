import { describe, expect, it } from 'vitest';
import { described, vocTexts, vocXml, type Texts, type VocObjectText } from '../testing';

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
