import { mkdir, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Page } from '@playwright/test';
import { pngOfImage } from '../../e2e/pictures';
import { ZipStream } from '../../src/formats/zip/zip-stream';
import { allConditions, renderScene, sceneSeed, type Scene } from '../../src/scenes';

/** A data set on the disk, once as a folder and once packed. */
export interface MadeDataSet {
  readonly folder: string;
  readonly zip: string;
  readonly megabytes: number;
}

const differentStreets = 60;
const size = { width: 640, height: 360 };
const jpegQuality = 0.9;

/**
 * Writes a data set in the layout of Pascal VOC: pictures of built-in streets in all conditions, as JPEG. There are 60 of them; each file has a comment of its
 * own, so that no two are the same.
 * @param page any page: its browser writes the JPEGs
 */
export async function makeDataSet(page: Page, place: string, pictures: number): Promise<MadeDataSet> {
  const streets = await Promise.all(
    Array.from({ length: differentStreets }, async (_, index) => {
      const scene = renderScene(sceneSeed('test', index), allConditions[index % allConditions.length]!, size);
      return { jpeg: await jpegOf(page, scene), objects: scene.objects };
    }),
  );
  const zip = `${place}.zip`;
  const packed = createWriteStream(zip);
  let bytes = 0;
  const stream = new ZipStream(async (piece) => {
    bytes += piece.length;
    if (!packed.write(piece)) await once(packed, 'drain');
  });
  for (const folder of ['Annotations', 'ImageSets/Main', 'JPEGImages'])
    await mkdir(join(place, folder), { recursive: true });
  const add = async (path: string, content: Buffer) => {
    await writeFile(join(place, path), content);
    // All of them are deflated, as `zip -r` does.
    await stream.deflate(path, [content]);
  };
  const names = Array.from({ length: pictures }, (_, index) => String(index).padStart(6, '0'));
  for (const [index, name] of names.entries())
    await add(`Annotations/${name}.xml`, Buffer.from(annotationOf(name, streets[index % streets.length]!.objects)));
  for (const part of ['train', 'val'] as const) {
    const listed = names.filter((_, index) => (index % 5 === 0) === (part === 'val'));
    await add(`ImageSets/Main/${part}.txt`, Buffer.from(`${listed.join('\n')}\n`));
  }
  for (const [index, name] of names.entries())
    await add(`JPEGImages/${name}.jpg`, withComment(streets[index % streets.length]!.jpeg, name));
  await stream.end();
  packed.end();
  await once(packed, 'close');
  return { folder: place, zip, megabytes: bytes / 1e6 };
}

async function jpegOf(page: Page, { image }: Scene): Promise<Buffer> {
  const png = pngOfImage(image).toString('base64');
  const jpeg = await page.evaluate(
    async ({ source, quality }) => {
      const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality })).arrayBuffer());
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    },
    { source: png, quality: jpegQuality },
  );
  return Buffer.from(jpeg, 'base64');
}

/** The same JPEG with a comment behind its first marker. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const segment = Buffer.alloc(4 + comment.length);
  segment.writeUInt16BE(0xfffe, 0);
  segment.writeUInt16BE(2 + comment.length, 2);
  segment.write(comment, 4, 'latin1');
  return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
}

/** VOC counts pixels from 1, and both ends are inside. */
function annotationOf(name: string, objects: Scene['objects']): string {
  const marked = objects.map(({ class: className, box: [x1, y1, x2, y2] }) => {
    const corners = `<xmin>${Math.floor(x1) + 1}</xmin><ymin>${Math.floor(y1) + 1}</ymin><xmax>${Math.ceil(x2)}</xmax><ymax>${Math.ceil(y2)}</ymax>`;
    return `<object><name>${className}</name><difficult>0</difficult><bndbox>${corners}</bndbox></object>`;
  });
  const { width, height } = size;
  return `<annotation><filename>${name}.jpg</filename><size><width>${width}</width><height>${height}</height><depth>3</depth></size>${marked.join('')}</annotation>`;
}
