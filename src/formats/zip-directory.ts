/** The list of files at the end of a zip file (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.16). */
import { FormatError } from './format-error';

/** What a reader allows; a file beyond it is refused before anything is unpacked. */
export interface ZipLimits {
  readonly entries: number;
  /** Of one file, unpacked. */
  readonly entryBytes: number;
  /** Of all files together, unpacked. */
  readonly totalBytes: number;
}

/** What the list says of a packed file. */
export interface ZipRecord {
  /** Relative, with slashes. */
  readonly path: string;
  readonly method: 'stored' | 'deflate';
  /** Of the unpacked file. */
  readonly crc32: number;
  readonly size: number;
  readonly packedSize: number;
  /** Where the file's own header begins. */
  readonly header: number;
}

/** Where a packed file lies, and what it should become. */
export interface ZipEntry extends ZipRecord {
  /** The packed file, a view into the zip. */
  readonly packed: Uint8Array;
}

export const zipEndBytes = 22;
/** The end of a list lies within so many bytes of the end of the file. */
export const zipEndReach = zipEndBytes + 0xffff;
/** Of the header before a packed file, without its name and its extra field. */
export const zipHeaderBytes = 30;
const copyAgain = 'The file is incomplete or of another format: copy or download it again.';
const reExport = 'Export the file again, or get the original one.';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The files of a zip, in the order of its list; folders are left out.
 * @throws FormatError `truncated`, `invalid-header`, `unsupported-type` or `too-large`
 */
export function readZipDirectory(file: Uint8Array, limits: ZipLimits): readonly ZipEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = findZipEnd(file);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff)
    throw new FormatError('unsupported-type', 'the zip file uses the 64-bit form', reExport);
  return readZipRecords(file.subarray(start, end), count, limits).map((record) => {
    const at = record.header;
    if (at + zipHeaderBytes <= start) {
      const from = at + zipDataStart(file.subarray(at, at + zipHeaderBytes), record.path);
      if (from + record.packedSize <= start)
        return { ...record, packed: file.subarray(from, from + record.packedSize) };
    }
    throw misplaced(record.path);
  });
}

/**
 * Reads the list itself.
 * @param list the bytes of the list, or more
 * @throws FormatError as {@link readZipDirectory} does
 */
export function readZipRecords(list: Uint8Array, count: number, limits: ZipLimits): readonly ZipRecord[] {
  if (count > limits.entries)
    throw new FormatError('too-large', `the zip file lists ${count} files, more than ${limits.entries}`, reExport);
  const view = new DataView(list.buffer, list.byteOffset, list.byteLength);
  const records: ZipRecord[] = [];
  const paths = new Set<string>();
  let total = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > list.length || view.getUint32(at, true) !== 0x02014b50)
      throw new FormatError('invalid-header', `the zip file lists ${count} files, but only ${i} are there`, copyAgain);
    const start = at;
    const pathEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = pathEnd + view.getUint16(at + 30, true);
    const path = readPath(list.subarray(at + 46, pathEnd));
    at = extraEnd + view.getUint16(at + 32, true);
    if (path.endsWith('/')) continue;
    if (paths.has(path)) throw new FormatError('invalid-header', `the zip file holds "${path}" twice`, reExport);
    paths.add(path);
    const [size, packedSize, header] = wideNumbers(list.subarray(pathEnd, extraEnd), [
      view.getUint32(start + 24, true),
      view.getUint32(start + 20, true),
      view.getUint32(start + 42, true),
    ]);
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes) {
      const [what, most] =
        size > limits.entryBytes ? [`"${path}"`, limits.entryBytes] : ['the zip file', limits.totalBytes];
      throw new FormatError('too-large', `${what} unpacks to more than ${Math.round(most / 1e6)} MB`, reExport);
    }
    const method = methodOf(view, start, path);
    records.push({ path, size, packedSize, header, method, crc32: view.getUint32(start + 16, true) });
  }
  return records;
}

type WideNumbers = readonly [size: number, packedSize: number, header: number];

/** Numbers beyond 32 bits stand in the extra field 1, one after the other (section 4.5.3). */
function wideNumbers(extra: Uint8Array, short: WideNumbers): WideNumbers {
  if (!short.includes(0xffffffff)) return short;
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let from = at + 4;
    const wide = short.map((value) => {
      if (value !== 0xffffffff || from + 8 > extra.length) return value;
      from += 8;
      return Number(view.getBigUint64(from - 8, true));
    });
    return wide as unknown as WideNumbers;
  }
  return short;
}

/**
 * Where the end of the list begins.
 * @param tail the last bytes of the file
 * @throws FormatError `truncated`
 */
export function findZipEnd(tail: Uint8Array): number {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const first = Math.max(0, tail.length - zipEndReach);
  for (let at = tail.length - zipEndBytes; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new FormatError('truncated', 'the zip file has no list of its files, which stands at its end', copyAgain);
}

/**
 * How far after its header a packed file begins.
 * @param header the first {@link zipHeaderBytes} of it
 * @throws FormatError `invalid-header`
 */
export function zipDataStart(header: Uint8Array, path: string): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (header.length < zipHeaderBytes || view.getUint32(0, true) !== 0x04034b50) throw misplaced(path);
  return zipHeaderBytes + view.getUint16(26, true) + view.getUint16(28, true);
}

export function misplaced(path: string): FormatError {
  return new FormatError('invalid-header', `"${path}" does not lie where the zip file says`, copyAgain);
}

/** A path that leaves the folder, or that systems read differently, is nothing that an honest writer makes. */
function readPath(bytes: Uint8Array): string {
  let path: string;
  try {
    path = utf8.decode(bytes);
  } catch (cause) {
    const error = new FormatError('invalid-header', 'the zip file has a name that is not UTF-8', reExport);
    error.cause = cause;
    throw error;
  }
  const parts = (path.endsWith('/') ? path.slice(0, -1) : path).split('/');
  if (/[\\:\0]/u.test(path) || parts.some((part) => part === '' || part === '.' || part === '..'))
    throw new FormatError(
      'invalid-header',
      `the zip file holds a file at the unsafe path ${JSON.stringify(path)}`,
      reExport,
    );
  return path;
}

function methodOf(view: DataView, at: number, path: string): ZipEntry['method'] {
  if (view.getUint16(at + 8, true) & 1)
    throw new FormatError('unsupported-type', `"${path}" is encrypted`, 'Pack it again without a password.');
  const method = view.getUint16(at + 10, true);
  if (method === 0) return 'stored';
  if (method === 8) return 'deflate';
  throw new FormatError('unsupported-type', `"${path}" is packed by method ${method}`, 'Pack it again by deflate.');
}
