/** Image files with EXIF metadata of one tag, the orientation, for tests; no pictures are in them. */
import { crc32 } from '../zip/crc';

export interface ExifTag {
  readonly value: number;
  readonly order: 'little' | 'big';
  /** 3 is the standard's: 16 bits. */
  readonly type: number;
  readonly count: number;
}

/** A block of metadata without its mark. */
export function exifBlock({ value = 1, order = 'little', type = 3, count = 1 }: Partial<ExifTag>): readonly number[] {
  const view = new DataView(new ArrayBuffer(8 + 2 + 12 + 4));
  const little = order === 'little';
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  view.setUint16(8, 1, little);
  view.setUint16(10, 0x0112, little);
  view.setUint16(12, type, little);
  view.setUint32(14, count, little);
  if (type === 4) view.setUint32(18, value, little);
  else view.setUint16(18, value, little);
  return [...new Uint8Array(view.buffer)];
}

/** The segment APP1 of a JPEG. */
export function exifSegment(tag: Partial<ExifTag>): readonly number[] {
  const content = [...new TextEncoder().encode('Exif\0\0'), ...exifBlock(tag)];
  const length = content.length + 2;
  return [0xff, 0xe1, length >> 8, length & 255, ...content];
}

/** A JPEG of these segments, up to where its picture would begin. */
export function jpegOf(...segments: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xda]);
}

export function pngChunk(name: string, content: readonly number[]): readonly number[] {
  const named = [...new TextEncoder().encode(name), ...content];
  return [...bigEndian(content.length), ...named, ...bigEndian(crc32(Uint8Array.from(named)))];
}

/** A PNG of 32 × 24 pixels of these chunks. */
export function pngOf(...chunks: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const header = pngChunk('IHDR', [...bigEndian(32), ...bigEndian(24), 8, 2, 0, 0, 0]);
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  return Uint8Array.from([signature, header, ...chunks, pngChunk('IEND', [])].flat());
}

/** A WebP of 32 × 24 pixels in the extended form; `flag` says that it has EXIF metadata. */
export function webpOf(file: {
  readonly flag: boolean;
  readonly chunks: readonly (readonly [name: string, content: readonly number[]])[];
}): Uint8Array<ArrayBuffer> {
  const size: readonly [string, number[]] = ['VP8X', [file.flag ? 8 : 0, 0, 0, 0, 31, 0, 0, 23, 0, 0]];
  const chunks = [size, ...file.chunks].flatMap(([name, content]) => [
    ...new TextEncoder().encode(name),
    ...bigEndian(content.length).toReversed(),
    ...content,
    ...(content.length % 2 === 1 ? [0] : []),
  ]);
  const text = (value: string) => [...new TextEncoder().encode(value)];
  return Uint8Array.from([...text('RIFF'), ...bigEndian(chunks.length + 4).toReversed(), ...text('WEBP'), ...chunks]);
}

function bigEndian(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
}
