import { describe, expect, it } from 'vitest';
import { concatBytes } from '../bytes';
import { readImageTurn } from './exif-blocks';
import { turnsSides } from './exif-orientation';
import { exifBlock, exifSegment, jpegOf, pngChunk, pngOf, webpOf, type ExifTag } from './testing-exif';

const comment = [0xff, 0xfe, 0, 4, 1, 2];
const xmp = [0xff, 0xe1, 0, 6, ...new TextEncoder().encode('http')];
const picture = pngChunk('IDAT', [1, 2, 3]);
const values = [1, 2, 3, 4, 5, 6, 7, 8];
const jpeg = (tag: Partial<ExifTag>) => jpegOf(exifSegment(tag));

describe('readImageTurn', () => {
  it.each(['little', 'big'] as const)('reads %s-endian metadata of a JPEG, behind other segments', (order) => {
    for (const value of values)
      expect(readImageTurn(jpegOf(comment, xmp, exifSegment({ value, order })))).toEqual({
        orientation: value,
        standard: true,
      });
  });

  it('reads those of a PNG, before and behind the picture', () => {
    for (const value of values) {
      const exif = pngChunk('eXIf', exifBlock({ value }));
      expect(readImageTurn(pngOf(exif, picture))).toEqual({ orientation: value, standard: true });
      expect(readImageTurn(pngOf(picture, picture, exif))).toEqual({ orientation: value, standard: false });
    }
  });

  it('reads those of a WebP, with and without their mark', () => {
    const marked = (value: number) => [...new TextEncoder().encode('Exif\0\0'), ...exifBlock({ value })];
    for (const value of values)
      for (const block of [exifBlock({ value }), marked(value)])
        expect(
          readImageTurn(
            webpOf({
              flag: true,
              chunks: [
                ['VP8L', [1, 2, 3]],
                ['EXIF', block],
              ],
            }),
          ),
        ).toEqual({
          orientation: value,
          standard: false,
        });
  });

  it('reads also what the standard does not have, and says so', () => {
    expect(readImageTurn(jpeg({ value: 6, type: 4 }))).toEqual({ orientation: 6, standard: false });
    expect(readImageTurn(jpeg({ value: 6, count: 2 }))).toEqual({ orientation: 6, standard: false });
  });

  it.each<[string, Uint8Array]>([
    ['no metadata', jpegOf(comment)],
    ['a value that there is not', jpeg({ value: 9 })],
    ['zero', jpeg({ value: 0 })],
    ['a byte', jpeg({ value: 6, type: 1 })],
    ['metadata that are cut', jpeg({ value: 6 }).subarray(0, 30)],
    ['another order of bytes', jpeg({ value: 6 }).map((byte) => (byte === 0x49 ? 0x50 : byte))],
    ['a WebP whose flag says that it has none', webpOf({ flag: false, chunks: [['EXIF', exifBlock({ value: 6 })]] })],
    ['a WebP that is cut', webpOf({ flag: true, chunks: [['EXIF', exifBlock({ value: 6 })]] }).subarray(0, 50)],
    ['a PNG that is cut', pngOf(pngChunk('eXIf', exifBlock({ value: 6 }))).subarray(0, 30)],
    ['another file', new TextEncoder().encode('Exif\0\0')],
    ['nothing', new Uint8Array()],
    ['a GIF', concatBytes([new TextEncoder().encode('GIF89a'), Uint8Array.from(exifSegment({ value: 6 }))])],
  ])('leaves %s as it is', (_, bytes) => {
    expect(readImageTurn(bytes).orientation).toBe(1);
  });

  it('changes width for height from 5 on', () => {
    const sides = ([1, 2, 3, 4, 5, 6, 7, 8] as const).map(turnsSides);
    expect(sides).toEqual([false, false, false, false, true, true, true, true]);
  });
});
