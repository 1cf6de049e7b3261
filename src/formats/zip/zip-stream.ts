/** Writes a zip file piece by piece, of any size (APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16); `zip-archive.ts` reads it. */
import { CodedError } from '../../errors/coded-error';
import { concatBytes } from '../bytes';
import { crc32 } from './crc';

/** Takes the next bytes; what it waits for holds the writer. */
export type TakeBytes = (bytes: Uint8Array<ArrayBuffer>) => Promise<void> | void;

type Field = readonly [length: 2 | 4 | 8, value: number];

interface Listed {
  readonly name: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number;
}

/** Names are UTF-8. */
const utf8Flag = 0x800;
/** Sizes and check sum stand behind the file. */
const describedFlag = 0x8;
const deflated = 8;
/** The first day that zip knows; the same content gives the same bytes. */
const epoch: readonly Field[] = [
  [2, 0],
  [2, 0x21],
];
/** So many files of the list are written together. */
const listedAtOnce = 1000;
const most32 = 0xffffffff;
const most16 = 0xffff;

/**
 * A zip file that is handed on while it is made: of its content only the list of files is held.
 *
 * @example
 * const zip = new ZipStream((bytes) => file.write(bytes));
 * await zip.store('street.jpg', jpeg);
 * await zip.deflate('about.json', [text]);
 * await zip.end();
 */
export class ZipStream {
  readonly #take: TakeBytes;
  readonly #listed: Listed[] = [];
  readonly #paths = new Set<string>();
  #at: number;

  /** @param at bytes that stand before the zip file */
  constructor(take: TakeBytes, at = 0) {
    this.#take = take;
    this.#at = at;
  }

  /** Adds a file as it is, such as a picture, which hardly shrinks. @throws RangeError for a path that occurs twice */
  async store(path: string, bytes: Uint8Array): Promise<void> {
    const name = this.#named(path);
    const entry = { name, flags: utf8Flag, method: 0, crc32: crc32(bytes), packed: bytes.length, size: bytes.length };
    const header = this.#at;
    await this.#write(localHeader(entry));
    await this.#write(bytes as Uint8Array<ArrayBuffer>);
    this.#listed.push({ ...entry, header });
  }

  /**
   * Adds a text, in characters or in bytes of UTF-8, packed while its pieces come.
   * @throws RangeError for a path that occurs twice; CodedError `too-large` beyond 4 GB
   */
  async deflate(
    path: string,
    pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
  ): Promise<void> {
    const name = this.#named(path);
    const header = this.#at;
    const flags = utf8Flag | describedFlag;
    await this.#write(localHeader({ name, flags, method: deflated, crc32: 0, packed: 0, size: 0 }));
    const start = this.#at;
    let size = 0;
    let sum = 0;
    const stream = new CompressionStream('deflate-raw');
    const reading = this.#writeAll(stream.readable);
    // Its error is thrown below, where the writing ends.
    reading.catch(() => undefined);
    const writer = stream.writable.getWriter();
    const encoder = new TextEncoder();
    try {
      for await (const piece of pieces) {
        const bytes = typeof piece === 'string' ? encoder.encode(piece) : (piece as Uint8Array<ArrayBuffer>);
        sum = crc32(bytes, sum);
        size += bytes.length;
        await writer.write(bytes);
      }
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => undefined);
      await reading;
      throw error;
    }
    await reading;
    const packed = this.#at - start;
    if (size > most32 || packed > most32)
      throw new CodedError('too-large', `“${path}” would have more than 4 GB`, 'Write fewer copies.');
    await this.#write(fieldBytes([4, 0x08074b50], [4, sum], [4, packed], [4, size]));
    this.#listed.push({ name, flags, method: deflated, crc32: sum, packed, size, header });
  }

  /** Writes the list of files; nothing can be added after it. */
  async end(): Promise<void> {
    const start = this.#at;
    for (let from = 0; from < this.#listed.length; from += listedAtOnce)
      await this.#write(concatBytes(this.#listed.slice(from, from + listedAtOnce).map(listEntry)));
    await this.#write(endOfList(this.#listed.length, this.#at - start, start));
  }

  #named(path: string): Uint8Array {
    if (this.#paths.has(path)) throw new RangeError(`a zip file holds each path once, and has ${path}`);
    this.#paths.add(path);
    return new TextEncoder().encode(path);
  }

  async #write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#at += bytes.length;
    await this.#take(bytes);
  }

  async #writeAll(readable: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const reader = readable.getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) await this.#write(next.value);
    } catch (error) {
      // Else whoever writes would wait for room for ever.
      await reader.cancel(error);
      throw error;
    }
  }
}

function localHeader({ name, flags, method, crc32: sum, packed, size }: Omit<Listed, 'header'>) {
  const head = fieldBytes([4, 0x04034b50], [2, 20], [2, flags], [2, method], ...epoch, [4, sum], [4, packed]);
  return concatBytes([head, fieldBytes([4, size], [2, name.length], [2, 0]), name]);
}

/** A file in the list; its place stands in the field for 64 bits where 32 do not hold it. */
function listEntry({ name, flags, method, crc32: sum, packed, size, header }: Listed) {
  const isFar = header >= most32;
  const far = isFar ? fieldBytes([2, 1], [2, 8], [8, header]) : new Uint8Array(0);
  const version = isFar ? 45 : 20;
  return concatBytes([
    fieldBytes([4, 0x02014b50], [2, version], [2, version], [2, flags], [2, method], ...epoch, [4, sum], [4, packed]),
    fieldBytes([4, size], [2, name.length], [2, far.length], [2, 0], [2, 0], [2, 0], [4, 0]),
    fieldBytes([4, isFar ? most32 : header]),
    name,
    far,
  ]);
}

/** The end, in 64 bits too where 16 or 32 do not hold it. */
function endOfList(count: number, size: number, start: number) {
  const isWide = count >= most16 || size >= most32 || start >= most32;
  const wide = isWide
    ? concatBytes([
        fieldBytes([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, count], [8, count]),
        fieldBytes([8, size], [8, start], [4, 0x07064b50], [4, 0], [8, start + size], [4, 1]),
      ])
    : new Uint8Array(0);
  const [shortCount, shortSize, shortStart] = isWide ? [most16, most32, most32] : [count, size, start];
  return concatBytes([
    wide,
    fieldBytes([4, 0x06054b50], [2, 0], [2, 0], [2, shortCount], [2, shortCount]),
    fieldBytes([4, shortSize], [4, shortStart], [2, 0]),
  ]);
}

/** Little-endian numbers one behind the other. */
function fieldBytes(...fields: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(fields.reduce((sum, [length]) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [length, value] of fields) {
    if (length === 2) view.setUint16(at, value, true);
    else if (length === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += length;
  }
  return bytes;
}
