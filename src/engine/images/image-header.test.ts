import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blobSourceOf } from '../../formats/blob-source';
import { inspectImageFile } from './image-file';
import { readImageHeader } from './image-header';

function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

function jpeg(width: number, height: number, metadata = 0): Uint8Array<ArrayBuffer> {
  const segments: number[] = [0xff, 0xd8];
  for (let rest = metadata; rest > 0; rest -= 65000) {
    const length = Math.min(rest, 65000) + 2;
    segments.push(0xff, 0xe1, length >> 8, length & 255, ...Array.from({ length: length - 2 }, () => 0));
  }
  segments.push(
    0xff,
    0xc4,
    0,
    4,
    1,
    2,
    0xff,
    0xff,
    0xc2,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
  );
  return Uint8Array.from(segments);
}

function webp(kind: 'VP8X' | 'VP8L' | 'VP8 ', size: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(40);
  bytes.set(new TextEncoder().encode(`RIFF\0\0\0\0WEBP${kind}`));
  bytes.set(size, kind === 'VP8X' ? 24 : kind === 'VP8L' ? 21 : 26);
  return bytes;
}

const gif = Uint8Array.from([...new TextEncoder().encode('GIF89a'), 64, 1, 32, 0]);
const bmp = new Uint8Array(26);
bmp.set([0x42, 0x4d]);
new DataView(bmp.buffer).setUint32(14, 40, true);
new DataView(bmp.buffer).setInt32(18, 300, true);
new DataView(bmp.buffer).setInt32(22, -200, true);

describe('readImageHeader', () => {
  it.each([
    ['png', png(640, 480), 640, 480],
    ['jpeg', jpeg(1920, 1080), 1920, 1080],
    ['jpeg', jpeg(50_000, 40_000, 70_000), 50_000, 40_000],
    ['webp', webp('VP8X', [0xff, 0x03, 0, 0xff, 0x01, 0]), 1024, 512],
    ['webp', webp('VP8L', [0x3f, 0xc0, 0x0f, 0]), 64, 64],
    ['webp', webp('VP8 ', [0x40, 0x01, 0xf0, 0x00]), 320, 240],
    ['gif', gif, 320, 32],
    ['bmp', bmp, 300, 200],
  ] as const)('reads %s', (format, bytes, width, height) => {
    expect(readImageHeader(bytes)).toEqual({ format, width, height });
  });

  it('never throws, and cut files have no size', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void readImageHeader(bytes)));
    for (const file of [png(640, 480), jpeg(640, 480), gif, bmp, webp('VP8X', [1, 1, 1, 1, 1, 1])]) {
      for (let length = 0; length < 10; length++) expect(readImageHeader(file.slice(0, length))).toBeNull();
    }
  });
});

describe('inspectImageFile', () => {
  it.each([
    ['a huge PNG', png(100_000, 100_000), 'image-too-large'],
    ['one pixel too many', png(40_000_001 / 3, 3 * 16), 'image-too-large'],
    ['a side that no decoder takes', png(1_000_001, 16), 'image-too-large'],
    ['a flat PNG', png(1000, 15), 'image-too-small'],
    ['an empty file', new Uint8Array(0), 'image-unreadable'],
    ['a huge JPEG behind much metadata', jpeg(50_000, 40_000, 400_000), 'image-too-large'],
  ] as const)('refuses %s', async (_, bytes, code) => {
    await expect(inspectImageFile(blobSourceOf(new Blob([bytes])))).rejects.toMatchObject({ code });
  });

  it('lets the browser judge what it cannot measure', async () => {
    await expect(inspectImageFile(blobSourceOf(new Blob([png(8000, 5000)])))).resolves.toMatchObject({
      header: { width: 8000 },
    });
    await expect(inspectImageFile(blobSourceOf(new Blob(['hello'])))).resolves.toMatchObject({ header: null });
  });
});
