import { crc32, deflateSync } from 'node:zlib';
import type { RgbImage } from '../src/geometry/rgb-image';

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function header(width: number, height: number, colourType: 0 | 2): Buffer {
  const content = Buffer.alloc(13);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  content.set([8, colourType, 0, 0, 0], 8);
  return content;
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function png(width: number, height: number, colourType: 0 | 2, rows: Buffer): Buffer {
  return Buffer.concat([
    signature,
    chunk('IHDR', header(width, height, colourType)),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A black grey-scale PNG. */
export function emptyPng(width: number, height: number): Buffer {
  return png(width, height, 0, Buffer.alloc((width + 1) * height));
}

/** A PNG of these pixels. */
export function pngOfImage({ width, height, data }: RgbImage): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.concat([Buffer.alloc(1), data.subarray(3 * width * y, 3 * width * (y + 1))]),
  );
  return png(width, height, 2, Buffer.concat(rows));
}

/** The same at sizes that must be refused before anything is decoded: it is small on disk. */
export const hugePng = emptyPng;
