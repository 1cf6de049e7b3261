/** Zip files of every make, for tests. */
import { deflateSync } from 'fflate';
import { byteSourceOf } from '../byte-source';
import { concatBytes } from '../bytes';
import { crc32 } from './crc';
import { anyArchive, openZipArchive } from './zip-archive';

/** A file to pack as some writer does. */
export interface OddFile {
  /** Text becomes UTF-8. */
  readonly name: string | Uint8Array;
  readonly content: string | Uint8Array;
  /** 8, deflate, by default; other methods take the content as it is. */
  readonly method?: number;
  /** 0x1 encrypted, 0x8 data descriptor, 0x800 the name is UTF-8. */
  readonly flags?: number;
  readonly extra?: Uint8Array;
}

/** How the whole is written. */
export interface OddZip {
  /** Bytes before the zip file, from behind which its places are counted. */
  readonly prefix?: Uint8Array;
  /** Bytes behind it, which no record tells of. */
  readonly suffix?: Uint8Array;
  readonly comment?: Uint8Array;
  /** Sizes and places in 64 bits, also of the list. */
  readonly wide?: boolean;
}

const encoder = new TextEncoder();
const asBytes = (value: string | Uint8Array) => (typeof value === 'string' ? encoder.encode(value) : value);

/** Little-endian numbers: `[bytes, value]`. */
export function numbers(...fields: readonly (readonly [1 | 2 | 4 | 8, number])[]): Uint8Array {
  return Uint8Array.from(
    fields.flatMap(([length, value]) =>
      Array.from({ length }, (_, at) => Number((BigInt(value) >> BigInt(8 * at)) & 0xffn)),
    ),
  );
}

/** Writes a zip file by the letter of APPNOTE.TXT, with everything that writers differ in. */
export function oddZip(files: readonly OddFile[], options: OddZip = {}): Uint8Array<ArrayBuffer> {
  const { prefix = new Uint8Array(0), suffix = new Uint8Array(0), comment = new Uint8Array(0), wide = false } = options;
  const bodies: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, method = 8, flags = 0, extra = new Uint8Array(0) } of files) {
    const [path, bytes] = [asBytes(name), asBytes(content)];
    const packed = method === 8 ? deflateSync(bytes) : bytes;
    const sum = crc32(bytes);
    const described = (flags & 8) !== 0;
    const head = [
      [2, 20],
      [2, flags],
      [2, method],
      [4, 0],
    ] as const;
    const body = concatBytes([
      numbers([4, 0x04034b50], ...head, [4, described ? 0 : sum]),
      numbers([4, described ? 0 : packed.length], [4, described ? 0 : bytes.length], [2, path.length], [2, 0]),
      path,
      packed,
      described ? numbers([4, 0x08074b50], [4, sum], [4, packed.length], [4, bytes.length]) : new Uint8Array(0),
    ]);
    const wideSizes = numbers([2, 1], [2, 24], [8, bytes.length], [8, packed.length], [8, at]);
    const fields = wide ? concatBytes([extra, wideSizes]) : extra;
    const clipped = (value: number) => (wide ? 0xffffffff : value);
    list.push(
      numbers([4, 0x02014b50], [2, 20], ...head, [4, sum], [4, clipped(packed.length)], [4, clipped(bytes.length)]),
      numbers([2, path.length], [2, fields.length], [2, 0], [2, 0], [2, 0], [4, 0], [4, clipped(at)]),
      path,
      fields,
    );
    bodies.push(body);
    at += body.length;
  }
  const directory = concatBytes(list);
  const wideEnd = wide
    ? concatBytes([
        numbers([4, 0x06064b50], [8, 44], [2, 45], [2, 45], [4, 0], [4, 0], [8, files.length], [8, files.length]),
        numbers([8, directory.length], [8, at]),
        numbers([4, 0x07064b50], [4, 0], [8, at + directory.length], [4, 1]),
      ])
    : new Uint8Array(0);
  const [count, size, start] = wide ? [0xffff, 0xffffffff, 0xffffffff] : [files.length & 0xffff, directory.length, at];
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, start],
    [2, comment.length],
  );
  return concatBytes([prefix, ...bodies, directory, wideEnd, end, comment, suffix]);
}

/** All files of a zip file, unpacked, by path. */
export async function unzip(file: Uint8Array): Promise<ReadonlyMap<string, Uint8Array>> {
  const { entries, read } = await openZipArchive(byteSourceOf(file), anyArchive);
  const files = new Map<string, Uint8Array>();
  for (const entry of entries.values()) files.set(entry.path, await read(entry, Infinity));
  return files;
}
