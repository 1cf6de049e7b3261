/** The list of files of a zip file (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.4 and 4.5.3). */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import { copyAgain, type ZipEnd } from './zip-end';
import { decodeZipName, relativeZipPath } from './zip-name';

/** What a reader allows; a file beyond it is refused before anything is unpacked. */
export interface ZipLimits {
  readonly entries: number;
  /** Of one file, unpacked. */
  readonly entryBytes: number;
  /** Of all files together, unpacked. */
  readonly totalBytes: number;
}

/** How a file is packed; what this reader cannot unpack is said in words that follow its path. */
export type ZipMethod = 'stored' | 'deflate' | { readonly unreadable: string };

/** A packed file as the list describes it. */
export interface ZipEntry {
  /** Relative, with slashes. */
  readonly path: string;
  readonly method: ZipMethod;
  /** Of the unpacked file. */
  readonly crc32: number;
  readonly size: number;
  readonly packedSize: number;
  /** Where its own header begins, which {@link packedStart} reads. */
  readonly header: number;
}

/** Something about the list that a user should know. */
export interface ZipRemark {
  readonly path: string;
  /** `unsafe` and `double` files are left out; those with a `guessed` name are there. */
  readonly kind: 'unsafe' | 'double' | 'guessed';
  /** A sentence. */
  readonly reason: string;
}

/** The files by path, in the order of the list, without folders. */
export interface ZipDirectory {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly remarks: readonly ZipRemark[];
}

/** Bytes of the header before each packed file, without its name. */
export const localHeaderBytes = 30;

const reExport = 'Export the file again, or get the original one.';

/**
 * Reads the list. Of two files of one path the last counts, as for Python and unzip.
 * @param list the bytes from `start` to `end`
 * @throws FormatError `invalid-header` or `too-large`
 */
export function parseZipDirectory(
  list: Uint8Array,
  { count, countIs, prefix }: ZipEnd,
  limits: ZipLimits,
): ZipDirectory {
  if (count > limits.entries)
    throw new CodedError('too-large', `the zip file lists ${count} files, more than ${limits.entries}`, reExport);
  const view = viewOf(list);
  const entries = new Map<string, ZipEntry>();
  const remarks: ZipRemark[] = [];
  let total = 0;
  let listed = 0;
  for (let at = 0; at + 46 <= list.length && view.getUint32(at, true) === 0x02014b50; listed++) {
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    if (extraEnd > list.length) break;
    const extra = list.subarray(nameEnd, extraEnd);
    const flags = view.getUint16(at + 8, true);
    const { text: name, encoding } = decodeZipName(list.subarray(at + 46, nameEnd), (flags & 0x800) !== 0, extra);
    const path = relativeZipPath(name);
    const start = at;
    at = extraEnd + view.getUint16(at + 32, true);
    if (/[\\/]\.?$/u.test(name)) continue;
    if (path === null) {
      const reason = 'The path leads out of the zip file, so the file is left out.';
      remarks.push({ path: name, kind: 'unsafe', reason });
      continue;
    }
    if (encoding === 'cp437')
      remarks.push({
        path,
        kind: 'guessed',
        reason: 'The name is in no encoding that the zip file names, and is read as CP437, as Python does.',
      });
    const { size, packedSize, header } = sizes(view, start, extra, path);
    total += size;
    if (size > limits.entryBytes) throw tooLarge(`"${path}"`, limits.entryBytes);
    if (total > limits.totalBytes) throw tooLarge('the zip file', limits.totalBytes);
    if (entries.delete(path))
      remarks.push({ path, kind: 'double', reason: 'The zip file holds it twice; the last one counts.' });
    const method = methodOf(flags, view.getUint16(start + 10, true));
    const crc32 = view.getUint32(start + 16, true);
    entries.set(path, { path, method, crc32, size, packedSize, header: header + prefix });
  }
  const missing = countIs === 'exact' ? count - listed : (count - listed) % 0x10000;
  if (missing !== 0)
    throw new CodedError(
      'invalid-header',
      `the zip file lists ${count} files, but ${listed < count ? `only ${listed}` : listed} are there`,
      copyAgain,
    );
  return { entries, remarks };
}

/**
 * The first byte of a packed file.
 * @param local its header's {@link localHeaderBytes}, or fewer where the file ends
 * @throws FormatError `invalid-header` where the packed file would lie outside of what comes before the list
 */
export function packedStart(local: Uint8Array, { path, header, packedSize }: ZipEntry, { start }: ZipEnd): number {
  const view = viewOf(local);
  if (local.length >= localHeaderBytes && view.getUint32(0, true) === 0x04034b50) {
    const first = header + localHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
    if (first + packedSize <= start) return first;
  }
  throw new CodedError('invalid-header', `"${path}" does not lie where the zip file says`, copyAgain);
}

/** Sizes and place of a file; those that need 64 bits stand in the extra field 1, in this order. */
function sizes(
  view: DataView,
  at: number,
  extra: Uint8Array,
  path: string,
): Pick<ZipEntry, 'size' | 'packedSize' | 'header'> {
  const fields = viewOf(extra);
  let field = 0;
  while (field + 4 <= extra.length && fields.getUint16(field, true) !== 1)
    field += 4 + fields.getUint16(field + 2, true);
  let next = field + 4;
  const end = next <= extra.length ? Math.min(extra.length, next + fields.getUint16(field + 2, true)) : next;
  const [size = 0, packedSize = 0, header = 0] = [24, 20, 42].map((place) => {
    const value = view.getUint32(at + place, true);
    if (value !== 0xffffffff) return value;
    if (next + 8 > end)
      throw new CodedError('invalid-header', `the zip file does not say how large "${path}" is`, copyAgain);
    next += 8;
    return Number(fields.getBigUint64(next - 8, true));
  });
  return { size, packedSize, header };
}

const methodNames: Readonly<Record<number, string>> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'xz',
  98: 'PPMd',
};

function methodOf(flags: number, method: number): ZipMethod {
  if (flags & 1 || method === 99) return { unreadable: 'is encrypted' };
  if (method === 0) return 'stored';
  if (method === 8) return 'deflate';
  return { unreadable: `is packed by ${methodNames[method] ?? `method ${method}`}` };
}

function tooLarge(what: string, most: number): FormatError {
  return new CodedError('too-large', `${what} unpacks to more than ${Math.round(most / 1e6)} MB`, reExport);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
