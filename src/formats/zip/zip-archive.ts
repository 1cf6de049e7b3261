/** Zip files of any size that are read by random access: first the list, then one packed file when it is asked for. */
import { CodedError } from '../../errors/coded-error';
import type { ByteSource } from '../byte-source';
import { fileKindBytes, noZipFile } from '../file-kind';
import {
  localHeaderBytes,
  packedStart,
  parseZipDirectory,
  type ZipDirectory,
  type ZipEntry,
  type ZipLimits,
} from './zip-directory';
import { copyAgain, parseZipEnd, zipTailBytes } from './zip-end';
import { unpackZipEntry } from './zip-entry';

/** A zip file of which only the list was read. */
export interface ZipArchive extends ZipDirectory {
  /**
   * One file, unpacked, with turns for others of the same thread where that takes long.
   * @throws FormatError `too-large` beyond `mostBytes`, `unsupported-type` where it is encrypted or packed in another way, `invalid-header` or
   * `invalid-data` where it is damaged
   */
  read(entry: ZipEntry, mostBytes: number): Promise<Uint8Array>;
  /** The first bytes of a file, of which nothing says whether they are right; no more of it is unpacked than that takes. @throws FormatError as `read` */
  readStart(entry: ZipEntry, bytes: number, mostBytes: number): Promise<Uint8Array>;
  /** First byte of a packed file, from where it can be read in parts. @throws FormatError `invalid-header` */
  packedStart(entry: ZipEntry): Promise<number>;
}

/** Limits of a user's file: its files may be of any size, and are bounded one by one as they are read. */
export const anyArchive: ZipLimits = { entries: 2_000_000, entryBytes: Infinity, totalBytes: Infinity };

/** The list itself must fit into memory: a hundred bytes a file, of a few million files. */
const maxListBytes = 400_000_000;

/** Reads the list of a zip file, which may be larger than memory. @throws FormatError where it is wrong or passes a limit; one that says what the file is where it is no zip file */
export async function openZipArchive(source: ByteSource, limits: ZipLimits): Promise<ZipArchive> {
  const tail = await source.read(Math.max(0, source.size - zipTailBytes), source.size);
  const end = parseZipEnd(tail, source.size);
  if (end === null) throw noZipFile(await source.read(0, Math.min(fileKindBytes, source.size)));
  if (end.end - end.start > maxListBytes)
    throw new CodedError('too-large', `the list of the zip file takes more than ${maxListBytes} bytes`, copyAgain);
  const directory = parseZipDirectory(await source.read(end.start, end.end), end, limits);
  const startOf = async (entry: ZipEntry): Promise<number> => {
    const from = Math.min(entry.header, source.size);
    return packedStart(await source.read(from, Math.min(from + localHeaderBytes, source.size)), entry, end);
  };
  return {
    ...directory,
    packedStart: startOf,
    async read(entry, mostBytes) {
      checkSize(entry, mostBytes);
      return unpackZipEntry(entry, source, await startOf(entry));
    },
    async readStart(entry, bytes, mostBytes) {
      checkSize(entry, mostBytes);
      return unpackZipEntry(entry, source, await startOf(entry), bytes);
    },
  };
}

function checkSize({ path, packedSize, size }: ZipEntry, mostBytes: number): void {
  if (size <= mostBytes && packedSize <= mostBytes) return;
  throw new CodedError(
    'too-large',
    `"${path}" unpacks to more than ${Math.round(mostBytes / 1e6)} MB`,
    'No such file is as large: get the original one.',
  );
}
