import { describe, expect, it } from 'vitest';
import { readExifOrientation, turnsSides } from './exif-orientation';
import { exifSegment } from './testing-exif';

const jpeg = (...segments: readonly (readonly number[])[]): Uint8Array =>
  Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xda]);
const comment = [0xff, 0xfe, 0, 4, 1, 2];
const xmp = [0xff, 0xe1, 0, 6, ...new TextEncoder().encode('http')];

describe('readExifOrientation', () => {
  it.each(['little', 'big'] as const)('reads the tag in %s-endian metadata, behind other segments', (order) => {
    for (const value of [1, 2, 3, 4, 5, 6, 7, 8])
      expect(readExifOrientation(jpeg(comment, xmp, exifSegment(value, order)))).toBe(value);
  });

  it.each<[string, Uint8Array]>([
    ['no metadata', jpeg(comment)],
    ['a value that there is not', jpeg(exifSegment(9))],
    ['zero', jpeg(exifSegment(0))],
    ['metadata that is cut', jpeg(exifSegment(6)).subarray(0, 30)],
    ['another order of bytes', jpeg(exifSegment(6).map((byte) => (byte === 0x49 ? 0x50 : byte)))],
    ['another file', new TextEncoder().encode('Exif\0\0')],
    ['nothing', new Uint8Array()],
  ])('is 1 for %s', (_, bytes) => {
    expect(readExifOrientation(bytes)).toBe(1);
  });

  it('changes width for height from 5 on', () => {
    expect(([1, 2, 3, 4, 5, 6, 7, 8] as const).map(turnsSides)).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});
