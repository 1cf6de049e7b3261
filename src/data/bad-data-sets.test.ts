import { describe, expect, it } from 'vitest';
import { readDataSet } from './read-data-set';
import { cocoTexts, described, folder, outline, vocTexts, vocXml, yoloTexts, zipBlob, type Texts } from './testing';
import { treeOfZip } from './file-tree';

const without = (texts: Texts, pattern: RegExp): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([path]) => !pattern.test(path)));

interface CocoJson {
  images: Record<string, unknown>[];
  annotations: Record<string, unknown>[];
  categories: Record<string, unknown>[];
}

function coco(change: (json: CocoJson) => void): Texts {
  const path = 'annotations/instances_val2017.json';
  const json = JSON.parse(cocoTexts[path]!) as CocoJson;
  change(json);
  return { ...cocoTexts, [path]: JSON.stringify(json) };
}

const voc = (xml: string): Texts => ({ ...vocTexts, 'Annotations/a.xml': xml });
const yolo = (label: string): Texts => ({ ...yoloTexts, 'labels/train/a.txt': label });
const cocoPath = 'annotations/instances_val2017.json';

describe('what is broken is named, and the rest is kept', () => {
  it.each<[string, Texts, images: number, problem: string, ...more: string[]]>([
    [
      'VOC without lists',
      without(vocTexts, /ImageSets/u),
      2,
      'ImageSets/Main: There are no split lists; all 2 annotated images form the split “all”.',
    ],
    [
      'an empty list',
      { ...vocTexts, 'ImageSets/Main/train.txt': '\n' },
      1,
      'ImageSets/Main/train.txt: The list is empty.',
      'Annotations/a.xml: The annotation is left out: no split has it.',
      'JPEGImages/a.jpg: The picture is left out: no split has it, or it has no annotation.',
    ],
    [
      'an image listed twice',
      { ...vocTexts, 'ImageSets/Main/train.txt': 'a\na\n' },
      2,
      'ImageSets/Main/train.txt, line 2: “a” is listed twice; it counts once.',
    ],
    [
      'a listed image without annotation',
      { ...vocTexts, 'ImageSets/Main/train.txt': 'a\nz\n' },
      2,
      'ImageSets/Main/train.txt, line 2: There is no Annotations/z.xml.',
    ],
    [
      'an annotation without image',
      without(vocTexts, /a\.jpg/u),
      1,
      'ImageSets/Main/train.txt, line 1: There is no image JPEGImages/a.jpg.',
    ],
    [
      'malformed XML',
      voc('<annotation>\n<object></annotation>'),
      1,
      'Annotations/a.xml: The annotation cannot be read, and its image is left out: line 2: </annotation> closes <object>.',
    ],
    [
      'XML with entities of its own',
      voc('<!DOCTYPE lolz [<!ENTITY lol "lol">]><annotation/>'),
      1,
      'Annotations/a.xml: The annotation cannot be read, and its image is left out: line 1: a document type that declares entities is not read.',
    ],
    [
      'other XML',
      voc('<html/>'),
      1,
      'Annotations/a.xml: The annotation cannot be read, and its image is left out: the root element is <html>, not <annotation>.',
    ],
    [
      'an object without name',
      voc(vocXml(['', 1, 1, 9, 9])),
      2,
      'Annotations/a.xml: Object 1 has no <name>; it is left out.',
    ],
    [
      'an object without box',
      voc('<annotation><object><name>car</name></object></annotation>'),
      2,
      'Annotations/a.xml: Object 1 (car) has no <bndbox>; it is left out.',
    ],
    [
      'a box of words',
      voc(vocXml(['car', 1, 1, 9, 9]).replace('<xmax>9', '<xmax>nine')),
      2,
      'Annotations/a.xml: Object 1 (car) has a <xmax> that is no number (“nine”); it is left out.',
    ],
    [
      'a box outside',
      voc(vocXml(['car', 50, 1, 60, 9])),
      2,
      'Annotations/a.xml: Object 1 (car) has a box outside of the picture (49, 0, 60, 9 in 40 × 20); it is left out.',
    ],
    [
      'a box the wrong way round',
      voc(vocXml(['car', 9, 1, 2, 9])),
      2,
      'Annotations/a.xml: Object 1 (car) has an empty box (8, 0, 2, 9); it is left out.',
    ],
    [
      'an image of COCO that is missing',
      without(cocoTexts, /y\.jpg/u),
      1,
      `${cocoPath}: The image y.jpg (id 9) is left out: it is missing.`,
    ],
    [
      'two images of one id',
      coco(({ images }) => images.push({ id: 7, file_name: 'y.jpg' })),
      2,
      `${cocoPath}: images[2] has the id 7, which an image before it has.`,
    ],
    [
      'an image without a file',
      coco(({ images }) => images.push({ id: 8 })),
      2,
      `${cocoPath}: images[2] (id 8) has no file_name.`,
    ],
    [
      'an image that is no object',
      coco(({ images }) => images.push(null as never)),
      2,
      `${cocoPath}: images[2] has no id.`,
    ],
    [
      'two annotations of one id',
      coco(({ annotations }) => annotations.push({ ...annotations[0] })),
      2,
      `${cocoPath}: annotations[2] (id 1) has the id of an annotation before it.`,
    ],
    [
      'an annotation of no image',
      coco(({ annotations }) => annotations.push({ id: 3, image_id: 1, category_id: 3, bbox: [0, 0, 1, 1] })),
      2,
      `${cocoPath}: annotations[2] (id 3) belongs to the image 1, which there is not.`,
    ],
    [
      'an annotation of no category',
      coco(({ annotations }) => annotations.push({ id: 3, image_id: 7, category_id: 4, bbox: [0, 0, 1, 1] })),
      2,
      `${cocoPath}: annotations[2] (id 3) has the category 4, which there is not.`,
    ],
    [
      'an annotation with three numbers',
      coco(({ annotations }) => annotations.push({ id: 3, image_id: 7, category_id: 3, bbox: [0, 0, 1] })),
      2,
      `${cocoPath}: annotations[2] (id 3) has a bbox that is no list of four numbers ([0,0,1]).`,
    ],
    [
      'two categories of one id',
      coco(({ categories }) => categories.push({ id: 3, name: 'bus' })),
      2,
      `${cocoPath}: categories[2] has the id 3, which a category before it has.`,
    ],
    [
      'a class without name',
      yolo('2 0.5 0.5 0.5 0.5'),
      3,
      'labels/train/a.txt, line 1: Class 2 is not in data.yaml, which names 2 (0 to 1); the line is left out.',
    ],
    [
      'a label with a word',
      yolo('\n0 0.5 half 0.5 0.5'),
      3,
      'labels/train/a.txt, line 2: “half” is no number; the line is left out.',
    ],
    [
      'a class by name',
      yolo('car 0.5 0.5 0.5 0.5'),
      3,
      'labels/train/a.txt, line 1: “car” is no number; the line is left out.',
    ],
    [
      'half a class',
      yolo('0.5 0.5 0.5 0.5 0.5'),
      3,
      'labels/train/a.txt, line 1: “0.5” is no number of a class; the line is left out.',
    ],
    [
      'a label that is cut',
      yolo('0 0.5 0.5 0.5'),
      3,
      'labels/train/a.txt, line 1: The line has 4 numbers; a box has 5, a polygon 7, 9, 11 and so on; the line is left out.',
    ],
    [
      'a label in pixels',
      yolo('0 20 10 8 4'),
      3,
      "labels/train/a.txt, line 1: 20 is no share of the image's width or height, which lie between 0 and 1: the line is not normalised, and is left out.",
    ],
    [
      'a split that is not there',
      without(yoloTexts, /val\/c\.jpg/u),
      2,
      'data.yaml: There are no images at “images/val” (val).',
      'labels/val/c.txt: The label file is left out: no picture fits it.',
    ],
  ])('%s', async (_, texts, images, ...problems) => {
    const { parts, problems: found } = await described(texts);
    expect(found).toEqual(problems);
    expect(parts.reduce((sum, part) => sum + part.images.length, 0)).toBe(images);
  });
});

describe('what cannot be used at all is refused', () => {
  it.each<[string, Texts, code: string, message: string]>([
    ['nothing', {}, 'no-data-set', '“mine” is no data set that is known here. There are no files in it.'],
    [
      'a video',
      { 'a.mp4': '', 'b.mp4': '' },
      'no-data-set',
      '“mine” is no data set that is known here. It holds a.mp4 and 1 more, but neither pictures nor annotations.',
    ],
    [
      'pictures alone',
      { 'a.jpg': '40x20', 'b.jpg': '40x20' },
      'no-data-set',
      '“mine” is no data set that is known here. It holds 2 pictures, but no annotations that are read.',
    ],
    [
      'a zip file in a folder',
      { 'data.zip': 'PK' },
      'no-data-set',
      '“mine” is no data set that is known here. It holds the zip file data.zip: choose that file itself, or unpack it.',
    ],
    [
      'a packed file',
      { 'annotations/instances_val.json.gz': '', 'val/a.jpg': '40x20' },
      'no-data-set',
      '“mine” is no data set that is known here. It holds annotations/instances_val.json.gz, which is packed: unpack it.',
    ],
    [
      'a table',
      { 'labels.csv': '', 'a.jpg': '40x20' },
      'no-data-set',
      '“mine” is no data set that is known here. Annotations in a file such as labels.csv are not read.',
    ],
    [
      'other JSON',
      { 'package.json': '{}' },
      'no-data-set',
      '“mine” is no data set that is known here. package.json is JSON, but has no “images” and “annotations”, as COCO has.',
    ],
    [
      'labelme',
      { 'a.jpg': '40x20', 'a.json': '{"shapes": []}' },
      'no-data-set',
      '“mine” is no data set that is known here. a.json is JSON, but has no “images” and “annotations”, as COCO has. It looks like the JSON of labelme: export it as COCO.',
    ],
    [
      "Label Studio's own JSON",
      { 'p.json': '[{"id": 1, "data": {}, "annotations": []}]' },
      'no-data-set',
      '“mine” is no data set that is known here. p.json is JSON, but has no “images” and “annotations”, as COCO has. It looks like the JSON of Label Studio: export it as COCO.',
    ],
    [
      'VIA',
      { 'v.json': '{"a.jpg12": {"filename": "a.jpg", "regions": []}}' },
      'no-data-set',
      '“mine” is no data set that is known here. v.json is JSON, but has no “images” and “annotations”, as COCO has. It looks like the JSON of VIA: export it as COCO.',
    ],
    [
      "CVAT's own XML",
      { 'annotations.xml': '<annotations/>', 'images/a.jpg': '40x20' },
      'no-data-set',
      "“mine” is no data set that is known here. annotations.xml has the root element <annotations>, as CVAT's own XML has, and Pascal VOC has not: export it as COCO or as Pascal VOC.",
    ],
    [
      "VOC's annotations in a folder of another name",
      { 'notes/a.xml': '<annotation/>', 'photographs/a.jpg': '40x20' },
      'no-data-set',
      '“mine” is no data set that is known here. notes/a.xml is an annotation of Pascal VOC, but neither in Annotations/ nor beside its picture.',
    ],
    [
      'VOC without annotations',
      without(vocTexts, /Annotations/u),
      'data-set-unreadable',
      '“mine” has split lists of Pascal VOC, but no Annotations/*.xml.',
    ],
    [
      'VOC without images',
      without(vocTexts, /JPEGImages/u),
      'data-set-unreadable',
      '“mine” is in the layout of Pascal VOC, but no image with its annotation is left. ImageSets/Main/test.txt, line 1: There is no image JPEGImages/b.jpg.',
    ],
    [
      'COCO without images',
      without(cocoTexts, /jpg/u),
      'data-set-unreadable',
      '“mine” is a COCO data set, but none of its images are there. annotations/instances_val2017.json: The image x.jpg (id 7) is left out: it is missing.',
    ],
    [
      'COCO without categories',
      coco((json) => {
        json.categories = [];
      }),
      'data-set-unreadable',
      `${cocoPath} cannot be read: it has no “categories”, so that nobody knows what its objects are.`,
    ],
    [
      'YOLO without classes',
      without(yoloTexts, /data\.yaml/u),
      'data-set-unreadable',
      '“mine” has YOLO labels, but neither data.yaml nor classes.txt names their classes.',
    ],
    [
      'YOLO without images',
      without(yoloTexts, /images/u),
      'data-set-unreadable',
      '“mine” is a YOLO data set without images. data.yaml: There are no images at “images/train” (train).',
    ],
    [
      'bad YAML',
      { ...yoloTexts, 'data.yaml': 'names: [car\nval: {' },
      'data-set-unreadable',
      'data.yaml cannot be read as YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1.',
    ],
    [
      'YAML that expands without end',
      {
        ...yoloTexts,
        'data.yaml': `a: &a [x, x]\n${'bcdefgh'.replaceAll(/./gu, (name) => {
          const before = String.fromCharCode(name.charCodeAt(0) - 1);
          return `${name}: &${name} [*${before}, *${before}, *${before}, *${before}]\n`;
        })}names: *h\n`,
      },
      'data-set-unreadable',
      'data.yaml cannot be read as YAML: Excessive alias count indicates a resource exhaustion attack.',
    ],
    [
      'names with a gap',
      { ...yoloTexts, 'data.yaml': 'names: {0: car, 2: person}' },
      'data-set-unreadable',
      'data.yaml names class 2, but its 2 names must have the numbers 0 to 1.',
    ],
    [
      'names that are no list',
      { ...yoloTexts, 'data.yaml': 'names: car' },
      'data-set-unreadable',
      'data.yaml has “names” that are no list.',
    ],
    ['no names', { ...yoloTexts, 'data.yaml': 'names: []' }, 'data-set-unreadable', 'data.yaml names no classes.'],
    [
      'another number of names',
      { ...yoloTexts, 'data.yaml': 'nc: 3\nnames: [car, person]' },
      'data-set-unreadable',
      'data.yaml says nc: 3, but names 2 classes.',
    ],
  ])('%s', async (_, texts, code, message) => {
    await expect(readDataSet(folder(texts))).rejects.toMatchObject({ name: 'CodedError', code, message });
  });

  it('a JSON that is none is named, where another can be used', async () => {
    const { problems } = outline(
      await readDataSet(folder({ ...cocoTexts, 'annotations/instances_x.json': '{"images": [' })),
    );
    expect(problems).toEqual([
      expect.stringMatching(
        /^annotations\/instances_x\.json: The file cannot be read: line 1, column 13: the file ends in the middle\.$/u,
      ),
    ]);
  });

  it('a zip bomb: an annotation that unpacks to more than any annotation has', async () => {
    const bomb = zipBlob({ ...vocTexts, 'Annotations/a.xml': ' '.repeat(5_000_000) });
    expect(bomb.size).toBeLessThan(20_000);
    const set = await readDataSet(await treeOfZip('mine', bomb));
    expect(outline(set).problems).toEqual([
      'Annotations/a.xml: The annotation cannot be read, and its image is left out: "Annotations/a.xml" unpacks to more than 4 MB.',
    ]);
    expect(set.parts.map(({ name }) => name)).toEqual(['test']);
  });

  it('a zip file that is cut', async () => {
    await expect(treeOfZip('mine', zipBlob(vocTexts).slice(0, -40))).rejects.toMatchObject({
      name: 'CodedError',
      message: 'the zip file breaks off before the list of its files, which stands at its end',
    });
  });
});
