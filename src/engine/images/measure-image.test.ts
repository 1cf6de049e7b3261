import { describe, expect, it } from 'vitest';
import { treeOfFiles } from '../../data/file-tree';
import { exifBlock, exifSegment, jpegOf, pngChunk, pngOf, webpOf } from '../../formats/images/testing-exif';
import { unreadableImage } from './image-file';
import { measureImage } from './measure-image';

/** The size of a picture in a folder. */
const measure = async (picture: Blob) =>
  measureImage(treeOfFiles('folder', [{ path: 'a', file: picture }]).files.get('a')!);

/** The beginning of a JPEG; nothing follows that could be decoded. */
function jpeg(width: number, height: number, value: number, type = 3): Blob {
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3];
  return new Blob([jpegOf(exifSegment({ value, type }), frame)]);
}

const picture = pngChunk('IDAT', new Array<number>(600_000).fill(7));

describe('measureImage', () => {
  it('takes the size from the header, turned as the metadata say', async () => {
    expect(await measure(jpeg(64, 48, 1))).toEqual({ width: 64, height: 48 });
    expect(await measure(jpeg(64, 48, 3))).toEqual({ width: 64, height: 48 });
    expect(await measure(jpeg(64, 48, 6))).toEqual({ width: 48, height: 64, turned: true });
    expect(await measure(jpeg(64, 48, 6, 4))).toEqual({ width: 48, height: 64, turned: true });
    expect(await measure(jpeg(640, 48, 8))).toEqual({ width: 48, height: 640, turned: true });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('finds orientation %i wherever the format has it', async (value) => {
    const right = value >= 5 ? { width: 24, height: 32, turned: true } : { width: 32, height: 24 };
    const exif = pngChunk('eXIf', exifBlock({ value }));
    const pixels: readonly [string, number[]] = ['VP8L', new Array<number>(600_001).fill(0)];
    const webp = webpOf({ flag: true, chunks: [pixels, ['EXIF', exifBlock({ value })]] });
    for (const file of [pngOf(exif, picture), pngOf(picture, exif), webp])
      expect(await measure(new Blob([file]))).toEqual(right);
  });

  it('refuses what decoding would refuse', async () => {
    await expect(measure(jpeg(64, 8, 6))).rejects.toMatchObject({ code: 'image-too-small' });
    await expect(measure(jpeg(20_000, 20_000, 1))).rejects.toMatchObject({ code: 'image-too-large' });
    await expect(measure(new Blob([]))).rejects.toMatchObject({ code: 'image-unreadable' });
  });
});

describe('a file that is not decoded', () => {
  it.each<[string, number[], string]>([
    ['', [], 'The file is empty.'],
    ['\xff\xd8\xff\xe0', [], 'The file begins as a JPEG image, but breaks off or is damaged.'],
    ['\x89PNG\r\n\x1a\n', [], 'The file begins as a PNG image, but breaks off or is damaged.'],
    ['II*\x00', [], 'The file is a TIFF image, a format that is not read here.'],
    ['<svg width="8">', [], 'The file is an SVG drawing, a format that is not read here.'],
    ['ftypheic', [0, 0, 0, 12], 'The file is a HEIC image, a format that is not read here.'],
    ['%PDF-1.4', [], 'The file is a PDF document, and no image.'],
    ['PK\x03\x04', [], 'The file is a zip file, and no image.'],
    ['hello', [], 'This browser cannot read the file as an image: it is damaged, or of a format that is unknown here.'],
  ])('%j says what it is', (text, before, message) => {
    const start = Uint8Array.from([...before, ...Array.from(text, (letter) => letter.charCodeAt(0))]);
    expect(unreadableImage(start)).toMatchObject({ code: 'image-unreadable', message });
  });
});
