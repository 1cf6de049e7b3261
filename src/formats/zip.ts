/** Zip files in memory, written stored or deflated, read with every size checked before it is used. */
import { inflateSync, zipSync, type Zippable } from 'fflate';
import { crc32 } from './crc';
import { FormatError } from './format-error';
import { localHeaderBytes, packedStart, parseZipEnd, parseZipEntries, type ZipLimits } from './zip-directory';

/** A file to pack. */
export interface ZipFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** Numbers hardly shrink, and `.npz` readers like them stored. */
  readonly pack: 'stored' | 'deflate';
}

/** Zip knows no time zone and begins here; the same content gives the same bytes. */
const epoch = new Date(1980, 0, 1);

/** @throws RangeError for a path that occurs twice */
export function writeZip(files: readonly ZipFile[]): Uint8Array<ArrayBuffer> {
  const packed: Zippable = Object.fromEntries(
    files.map(({ path, bytes, pack }) => [path, [bytes, { level: pack === 'stored' ? 0 : 6, mtime: epoch }]]),
  );
  if (Object.keys(packed).length !== files.length) throw new RangeError('a zip file holds each path once');
  return zipSync(packed);
}

/** Whether these may be the first bytes of a zip file. */
export function looksLikeZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && (start[2] === 3 || start[2] === 5);
}

/**
 * The files by path, in the order of the zip's list.
 * @throws FormatError where a size, a check sum or a path is wrong, or a limit is passed
 */
export function readZip(file: Uint8Array, limits: ZipLimits): ReadonlyMap<string, Uint8Array> {
  const end = parseZipEnd(file, file.length, limits);
  return new Map(
    parseZipEntries(file.subarray(end.start, end.end), end, limits).map((entry) => {
      const start = packedStart(file.subarray(entry.header, entry.header + localHeaderBytes), entry, end);
      const packed = file.subarray(start, start + entry.packedSize);
      const bytes = entry.method === 'stored' ? packed : inflate(packed, entry.size);
      if (bytes?.length === entry.size && crc32(bytes) === entry.crc32) return [entry.path, bytes];
      throw new FormatError(
        'invalid-data',
        `"${entry.path}" in the zip file is damaged`,
        'The file was changed on its way: copy or download it again.',
      );
    }),
  );
}

/** Null for what is no deflate stream. A stream that is longer than it says is cut one byte after that. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    // The library's codes say nothing that the name of the file does not.
    return null;
  }
}
