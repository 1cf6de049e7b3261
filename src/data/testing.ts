/** Small data sets for tests: files are texts, and the picture of `40x20` is that text. */
import { writeZip } from '../formats/zip/zip';
import type { RgbImage } from '../geometry/rgb-image';
import type { DataSet, DataSetFormat, PictureSize } from './data-set';
import { describeDataSet } from './describe-data-set';
import { isImagePath, treeOfFiles, treeOfZip, type FileTree, type NamedBlob, type TreeFile } from './file-tree';
import { readDataSet } from './read-data-set';

export type Texts = Readonly<Record<string, string>>;
/** Texts, or bytes where they are no UTF-8. */
export type Contents = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

export function namedBlobs(texts: Contents): NamedBlob[] {
  return Object.entries(texts).map(([path, text]) => ({
    path,
    file: new Blob([text], isImagePath(path) ? { type: 'image/jpeg' } : {}),
  }));
}

export function folder(texts: Contents, name = 'mine'): FileTree {
  return treeOfFiles(name, namedBlobs(texts));
}

export function zipBlob(texts: Texts): Blob {
  const encoder = new TextEncoder();
  return new Blob([
    writeZip(
      Object.entries(texts).map(([path, text]) => ({
        path,
        bytes: encoder.encode(text),
        pack: 'deflate',
      })),
    ),
  ]);
}

export function zip(texts: Texts, name = 'mine'): Promise<FileTree> {
  return treeOfZip(name, zipBlob(texts));
}

/** Reads `40x20` as a grey image of that size. @throws Error for any other text */
export async function decodeText(file: Blob): Promise<RgbImage> {
  const [, width, height] = /^(\d+)x(\d+)$/u.exec(await file.text()) ?? [];
  if (width === undefined || height === undefined) throw new Error('The file is no image.');
  const size = Number(width) * Number(height) * 3;
  return { width: Number(width), height: Number(height), data: new Uint8Array(size).fill(128) };
}

/** A name, four numbers, and elements before the box. */
export type VocObjectText = readonly [string, number, number, number, number, extra?: string];

/** An annotation of 40 × 20 pixels; objects are a name and its four numbers. */
export function vocXml(...objects: readonly VocObjectText[]): string {
  const texts = objects.map(
    ([name, x1, y1, x2, y2, extra = '']) =>
      `<object><name>${name}</name>${extra}<bndbox><xmin>${x1}</xmin><ymin>${y1}</ymin><xmax>${x2}</xmax><ymax>${y2}</ymax></bndbox></object>`,
  );
  return `<annotation><size><width>40</width><height>20</height><depth>3</depth></size>${texts.join('')}</annotation>`;
}

/** Two images, `a` to train on and `b` to test on. */
export const vocTexts: Texts = {
  'Annotations/a.xml': vocXml(['car', 1, 1, 20, 10], ['bicycle', 5, 5, 9, 9, '<difficult>1</difficult>']),
  'Annotations/b.xml': vocXml(['person', 11, 3, 30, 20]),
  'ImageSets/Main/train.txt': 'a\r\n',
  'ImageSets/Main/test.txt': 'b\n',
  'ImageSets/Main/car_train.txt': 'a 1\n',
  'JPEGImages/a.jpg': '40x20',
  'JPEGImages/b.png': '40x20',
};

export const cocoTexts: Texts = {
  'annotations/instances_val2017.json': JSON.stringify({
    images: [
      { id: 7, file_name: 'x.jpg', width: 40, height: 20 },
      { id: 9, file_name: 'y.jpg', width: 40, height: 20 },
    ],
    annotations: [
      { id: 1, image_id: 7, category_id: 3, bbox: [2.5, 1, 10, 5], iscrowd: 0 },
      { id: 2, image_id: 7, category_id: 90, bbox: [0, 0, 40, 20], iscrowd: 1 },
    ],
    categories: [
      { id: 3, name: 'car' },
      { id: 90, name: 'person' },
    ],
  }),
  'val2017/x.jpg': '40x20',
  'val2017/y.jpg': '40x20',
};

export const yoloTexts: Texts = {
  'data.yaml': 'path: ../somewhere\ntrain: images/train\nval: images/val\nnames:\n  0: car\n  1: person\n',
  'images/train/a.jpg': '40x20',
  'images/train/b.jpg': '40x20',
  'images/val/c.jpg': '40x20',
  'labels/train/a.txt': '0 0.5 0.5 0.5 0.5\n1 0.1 0.2 0.3 0.2 0.3 0.6 0.1 0.6\n',
  'labels/val/c.txt': '1 0.25 0.5 0.1 0.2\n',
};

/** The five folders of Diverse Weather, with one image in each list. */
export function diverseWeatherTexts(): Texts {
  const texts: Record<string, string> = {};
  for (const name of ['night_sunny', 'daytime_foggy', 'daytime_clear', 'dusk_rainy', 'night_rainy']) {
    const root = `diverseWeather/${name}/VOC2007`;
    for (const split of ['train', 'test']) {
      texts[`${root}/Annotations/${split}1.xml`] = vocXml([' Car ', 0, 1, 20, 10]);
      texts[`${root}/ImageSets/Main/${split}.txt`] = `${split}1\n`;
      texts[`${root}/JPEGImages/${split}1.jpg`] = '40x20';
    }
  }
  return texts;
}

/** What a data set holds, in a form to compare. */
export function outline({ format, layout, classes, parts, problems }: DataSet) {
  return {
    format,
    layout,
    classes,
    parts: Object.fromEntries(
      parts.map(({ name, images }) => [
        name,
        images.map(({ id, objects }) => [
          id,
          ...objects.map(({ classIndex, box, kind }) => [
            classes[classIndex],
            ...box,
            ...(kind === 'plain' ? [] : [kind]),
          ]),
        ]),
      ]),
    ),
    problems: problems.all.map(({ file, reason }) => `${file}: ${reason}`),
  };
}

/** The size of a picture of {@link decodeText}. */
export async function measureText(file: TreeFile): Promise<PictureSize> {
  const { width, height } = await decodeText(await file.read(1000));
  return { width, height };
}

function isTree(files: Contents | FileTree): files is FileTree {
  return files['files'] instanceof Map;
}

/** A description in a form to compare: images as their file and objects, problems as sentences. */
export async function described(texts: Contents | FileTree, format?: DataSetFormat) {
  const tree = isTree(texts) ? texts : folder(texts);
  const set = await readDataSet(tree, {}, format);
  const { parts, problems, classes } = await describeDataSet(set, { measure: measureText });
  return {
    classes,
    parts: parts.map(({ name, images }) => ({
      name,
      images: images.map(({ file, objects }) => [
        file,
        ...objects.map(({ class: className, box, difficult, crowd }) =>
          [
            className,
            ...box.map((value) => Math.round(value * 1000) / 1000),
            ...(difficult ? ['difficult'] : []),
            ...(crowd ? ['crowd'] : []),
          ].join(' '),
        ),
      ]),
    })),
    problems: problems.map(({ file, message }) => `${file}: ${message}`),
  };
}
