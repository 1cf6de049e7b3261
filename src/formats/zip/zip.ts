/** Writes zip files in memory, stored or deflated; `zip-archive.ts` reads them. */
import { zipSync, type Zippable } from 'fflate';

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
