import { describe, expect, it } from 'vitest';
import { exifSegment } from '../formats/testing-exif';
import { measureImage } from './measure-image';

/** The beginning of a JPEG; nothing follows that could be decoded. */
function jpeg(width: number, height: number, orientation: number): Blob {
  const frame = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3];
  return new Blob([Uint8Array.from([0xff, 0xd8, ...exifSegment(orientation), ...frame])]);
}

describe('measureImage', () => {
  it('takes the size from the header, turned as the metadata says', async () => {
    expect(await measureImage(jpeg(64, 48, 1))).toEqual({ width: 64, height: 48 });
    expect(await measureImage(jpeg(64, 48, 3))).toEqual({ width: 64, height: 48 });
    expect(await measureImage(jpeg(64, 48, 6))).toEqual({ width: 48, height: 64, turned: true });
    expect(await measureImage(jpeg(640, 48, 8))).toEqual({ width: 48, height: 640, turned: true });
  });

  it('refuses what decoding would refuse', async () => {
    await expect(measureImage(jpeg(64, 8, 6))).rejects.toMatchObject({ code: 'image-too-small' });
    await expect(measureImage(jpeg(20_000, 20_000, 1))).rejects.toMatchObject({ code: 'image-too-large' });
    await expect(measureImage(new Blob([]))).rejects.toMatchObject({ code: 'image-unreadable' });
  });
});
