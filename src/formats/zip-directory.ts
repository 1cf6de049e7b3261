/** The list of files at the end of a zip file (APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3). */
import { FormatError } from './format-error';

/** What a reader allows; a file beyond it is refused before anything is unpacked. */
export interface ZipLimits {
  readonly entries: number;
  /** Of one file, unpacked. */
  readonly entryBytes: number;
  /** Of all files together, unpacked. */
  readonly totalBytes: number;
}

/** A packed file as the list describes it. */
export interface ZipEntry {
  /** Relative, with slashes. */
  readonly path: string;
  readonly method: 'stored' | 'deflate';
  /** Of the unpacked file. */
  readonly crc32: number;
  readonly size: number;
  readonly packedSize: number;
  /** Where its own header begins, which {@link packedStart} reads. */
  readonly header: number;
}

/** Where the list lies. */
export interface ZipEnd {
  readonly count: number;
  readonly start: number;
  /** The first byte that belongs to the list no more. */
  readonly end: number;
}

/** Bytes of the header before each packed file, without its name. */
export const localHeaderBytes = 30;

const endBytes = 22;
const longestComment = 0xffff;
const locatorBytes = 20;
const end64Bytes = 56;
/** So many bytes at the end of a file hold its end record, whatever its comment. */
export const zipTailBytes = endBytes + longestComment + locatorBytes + end64Bytes;

const copyAgain = 'The file is incomplete or of another format: copy or download it again.';
const reExport = 'Export the file again, or get the original one.';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Finds the list.
 * @param tail the last {@link zipTailBytes} of the file, or all of it
 * @throws FormatError `truncated`, `invalid-header` or `too-large`
 */
export function parseZipEnd(tail: Uint8Array, fileSize: number, limits: ZipLimits): ZipEnd {
  const view = viewOf(tail);
  const at = endRecord(view);
  const tailStart = fileSize - tail.length;
  let found: ZipEnd = {
    count: view.getUint16(at + 10, true),
    start: view.getUint32(at + 16, true),
    end: tailStart + at,
  };
  if (found.count === 0xffff || found.start === 0xffffffff) found = end64(view, at, tailStart);
  if (found.count > limits.entries)
    throw new FormatError(
      'too-large',
      `the zip file lists ${found.count} files, more than ${limits.entries}`,
      reExport,
    );
  if (found.start > found.end)
    throw new FormatError('invalid-header', 'the list of the zip file does not lie where it says', copyAgain);
  return found;
}

/**
 * The files of the list, in its order; folders are left out.
 * @param list the bytes from `start` to `end`
 * @throws FormatError `invalid-header`, `unsupported-type` or `too-large`
 */
export function parseZipEntries(list: Uint8Array, { count }: ZipEnd, limits: ZipLimits): readonly ZipEntry[] {
  const view = viewOf(list);
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  let total = 0;
  let at = 0;
  for (let i = 0; i < count; i++) {
    const pathEnd = at + 46 <= list.length ? at + 46 + view.getUint16(at + 28, true) : Infinity;
    const extraEnd = pathEnd <= list.length ? pathEnd + view.getUint16(at + 30, true) : Infinity;
    if (extraEnd > list.length || view.getUint32(at, true) !== 0x02014b50)
      throw new FormatError('invalid-header', `the zip file lists ${count} files, but only ${i} are there`, copyAgain);
    const start = at;
    const path = readPath(list.subarray(at + 46, pathEnd));
    at = extraEnd + view.getUint16(at + 32, true);
    if (path.endsWith('/')) continue;
    if (paths.has(path)) throw new FormatError('invalid-header', `the zip file holds "${path}" twice`, reExport);
    paths.add(path);
    const { size, packedSize, header } = sizes(view, start, pathEnd, extraEnd, path);
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes) {
      const [what, most] =
        size > limits.entryBytes ? [`"${path}"`, limits.entryBytes] : ['the zip file', limits.totalBytes];
      throw new FormatError('too-large', `${what} unpacks to more than ${Math.round(most / 1e6)} MB`, reExport);
    }
    const method = methodOf(view, start, path);
    entries.push({ path, method, crc32: view.getUint32(start + 16, true), size, packedSize, header });
  }
  return entries;
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
  throw new FormatError('invalid-header', `"${path}" does not lie where the zip file says`, copyAgain);
}

function endRecord(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new FormatError('truncated', 'the zip file has no list of its files, which stands at its end', copyAgain);
}

/** The 64-bit form of the end record, which a locator before the classic one points to. */
function end64(view: DataView, endAt: number, tailStart: number): ZipEnd {
  const locator = endAt - locatorBytes;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    const end = uint64(view, locator + 8);
    const at = end - tailStart;
    if (at >= 0 && at + end64Bytes <= locator && view.getUint32(at, true) === 0x06064b50)
      return { count: uint64(view, at + 32), start: uint64(view, at + 48), end };
  }
  throw new FormatError('invalid-header', 'the zip file is of the 64-bit form, but lacks its end record', copyAgain);
}

/** Sizes and place of an entry; those that need 64 bits stand in the extra field 1, in this order. */
function sizes(
  view: DataView,
  at: number,
  extraStart: number,
  extraEnd: number,
  path: string,
): Pick<ZipEntry, 'size' | 'packedSize' | 'header'> {
  const classic = [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)];
  let field = extraStart;
  while (field + 4 <= extraEnd && view.getUint16(field, true) !== 1) field += 4 + view.getUint16(field + 2, true);
  let next = field + 4;
  const fieldEnd = next <= extraEnd ? Math.min(extraEnd, next + view.getUint16(field + 2, true)) : next;
  const [size = 0, packedSize = 0, header = 0] = classic.map((value) => {
    if (value !== 0xffffffff) return value;
    if (next + 8 > fieldEnd)
      throw new FormatError('invalid-header', `the zip file does not say how large "${path}" is`, copyAgain);
    next += 8;
    return uint64(view, next - 8);
  });
  return { size, packedSize, header };
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

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
