/** Text in PNG files (PNG 1.2, chunk iTXt); the picture itself is left to the browser. */
import { CodedError } from '../../errors/coded-error';
import { concatBytes } from '../bytes';
import { crc32 } from '../zip/crc';

/** The first bytes of every PNG. */
export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const utf8 = new TextEncoder();

/** Whether a file begins like a PNG. */
export function looksLikePng(file: Uint8Array): boolean {
  return pngSignature.every((byte, i) => file[i] === byte);
}

/**
 * The PNG with one more text, before its pixels.
 * @param keyword 1 to 79 Latin letters
 * @throws FormatError for what is no PNG
 */
export function addPngText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const at = [...chunks(png)].find(({ type }) => type === 'IDAT')?.start;
  if (at === undefined) throw new CodedError('invalid-data', 'the PNG has no pixels', 'Export it again.');
  // Not compressed, no language, no translated keyword.
  const data = concatBytes([utf8.encode(keyword), new Uint8Array(5), utf8.encode(text)]);
  return concatBytes([png.subarray(0, at), pngChunk('iTXt', data), png.subarray(at)]);
}

/** The text under a keyword that {@link addPngText} wrote; null without one. @throws FormatError where it is damaged */
export function readPngText(png: Uint8Array, keyword: string): string | null {
  const head = concatBytes([utf8.encode(keyword), new Uint8Array(5)]);
  for (const { type, data, intact } of chunks(png)) {
    if (type !== 'iTXt' || !head.every((byte, i) => data[i] === byte)) continue;
    if (!intact) throw new CodedError('invalid-data', 'the text in the PNG is damaged', 'Export the figure again.');
    return new TextDecoder().decode(data.subarray(head.length));
  }
  return null;
}

interface Chunk {
  readonly type: string;
  /** Where the chunk begins. */
  readonly start: number;
  readonly data: Uint8Array;
  /** Whether its check sum is right; computed when asked for. */
  readonly intact: boolean;
}

function* chunks(png: Uint8Array): Generator<Chunk> {
  if (!looksLikePng(png)) throw new CodedError('invalid-header', 'the file is no PNG', 'Choose a PNG file.');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let at = pngSignature.length; at < png.length;) {
    const length = at + 12 <= png.length ? view.getUint32(at) : Infinity;
    const end = at + 12 + length;
    if (end > png.length) throw new CodedError('truncated', 'the PNG is cut short', 'Copy or download it again.');
    const typed = png.subarray(at + 4, end - 4);
    const crc = view.getUint32(end - 4);
    yield {
      type: String.fromCharCode(...typed.subarray(0, 4)),
      start: at,
      data: typed.subarray(4),
      get intact() {
        return crc32(typed) === crc;
      },
    };
    at = end;
  }
}

/** `u32 length, type, data, u32 CRC of type and data`, big-endian. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = concatBytes([new Uint8Array(4), utf8.encode(type), data, new Uint8Array(4)]);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, -4)));
  return bytes;
}
