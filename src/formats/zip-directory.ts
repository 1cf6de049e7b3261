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

/** Where a packed file lies, and what it should become. */
export interface ZipEntry {
  /** Relative, with slashes. */
  readonly path: string;
  readonly method: 'stored' | 'deflate';
  /** Of the unpacked file. */
  readonly crc32: number;
  readonly size: number;
  /** The packed file, a view into the zip. */
  readonly packed: Uint8Array;
}

const endBytes = 22;
const longestComment = 0xffff;
const copyAgain = 'The file is incomplete or of another format: copy or download it again.';
const reExport = 'Export the file again, or get the original one.';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The files of a zip, in the order of its list; folders are left out.
 * @throws FormatError `truncated`, `invalid-header`, `unsupported-type` or `too-large`
 */
export function readZipDirectory(file: Uint8Array, limits: ZipLimits): readonly ZipEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = endOfDirectory(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff)
    throw new FormatError('unsupported-type', 'the zip file uses the 64-bit form', reExport);
  if (count > limits.entries)
    throw new FormatError('too-large', `the zip file lists ${count} files, more than ${limits.entries}`, reExport);
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  let total = 0;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50)
      throw new FormatError('invalid-header', `the zip file lists ${count} files, but only ${i} are there`, copyAgain);
    const pathBytes = view.getUint16(at + 28, true);
    const next = at + 46 + pathBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const path = readPath(file.subarray(at + 46, at + 46 + pathBytes));
    const entryStart = at;
    at = next;
    if (path.endsWith('/')) continue;
    if (paths.has(path)) throw new FormatError('invalid-header', `the zip file holds "${path}" twice`, reExport);
    paths.add(path);
    const size = view.getUint32(entryStart + 24, true);
    total += size;
    if (size > limits.entryBytes || total > limits.totalBytes) {
      const [what, most] =
        size > limits.entryBytes ? [`"${path}"`, limits.entryBytes] : ['the zip file', limits.totalBytes];
      throw new FormatError('too-large', `${what} unpacks to more than ${Math.round(most / 1e6)} MB`, reExport);
    }
    entries.push({
      path,
      size,
      method: methodOf(view, entryStart, path),
      crc32: view.getUint32(entryStart + 16, true),
      packed: packedBytes(file, view, entryStart, start, path),
    });
  }
  return entries;
}

function endOfDirectory(view: DataView): number {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  for (let at = view.byteLength - endBytes; at >= first; at--) if (view.getUint32(at, true) === 0x06054b50) return at;
  throw new FormatError('truncated', 'the zip file has no list of its files, which stands at its end', copyAgain);
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

function packedBytes(file: Uint8Array, view: DataView, at: number, directory: number, path: string): Uint8Array {
  const header = view.getUint32(at + 42, true);
  const length = view.getUint32(at + 20, true);
  if (header + 30 <= directory && view.getUint32(header, true) === 0x04034b50) {
    const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
    if (start + length <= directory) return file.subarray(start, start + length);
  }
  throw new FormatError('invalid-header', `"${path}" does not lie where the zip file says`, copyAgain);
}
