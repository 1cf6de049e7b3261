/** Zip files of any size that are read by random access: first the list, then one packed file when it is asked for. */
import type { ByteSource } from './byte-source';
import { FormatError } from './format-error';
import {
  findZipEnd,
  misplaced,
  readZipRecords,
  zipDataStart,
  zipEndReach,
  zipHeaderBytes,
  type ZipRecord,
} from './zip-directory';
import { unpackZipEntry } from './zip-entry';

/** The list itself must fit into memory: a hundred bytes a file, of a million files. */
const mostListBytes = 400_000_000;
const mostEntries = 2_000_000;

export interface ZipArchive {
  /** In the order of the list; folders are left out. */
  readonly records: readonly ZipRecord[];
  /**
   * One file, unpacked.
   * @throws FormatError `too-large` beyond `mostBytes`, `invalid-header` or `invalid-data` where it is damaged
   */
  read(record: ZipRecord, mostBytes: number): Promise<Uint8Array>;
}

/**
 * Reads the list of a zip file, in the 64-bit form, too.
 * @throws FormatError `truncated`, `invalid-header`, `unsupported-type` or `too-large`
 */
export async function openZipArchive(source: ByteSource): Promise<ZipArchive> {
  const tailStart = Math.max(0, source.size - zipEndReach);
  const tail = await source.read(tailStart, source.size);
  const end = findZipEnd(tail);
  const { count, start, bytes } = await locateList(source, tail, end);
  if (start + bytes > tailStart + end)
    throw new FormatError(
      'invalid-header',
      'the list of the zip file does not lie where its end says',
      'The file is incomplete or damaged: copy or download it again.',
    );
  if (bytes > mostListBytes)
    throw new FormatError('too-large', `the list of the zip file has ${Math.round(bytes / 1e6)} MB`, 'Split the file.');
  const list = await source.read(start, start + bytes);
  const records = readZipRecords(list, count, {
    entries: mostEntries,
    entryBytes: Infinity,
    totalBytes: Infinity,
  });
  return {
    records,
    async read(record, mostBytes) {
      const { path, header, packedSize, size } = record;
      if (size > mostBytes || packedSize > mostBytes)
        throw new FormatError(
          'too-large',
          `"${path}" unpacks to more than ${Math.round(mostBytes / 1e6)} MB`,
          'No such file is as large: get the original one.',
        );
      if (header + zipHeaderBytes > start) throw misplaced(path);
      const from = header + zipDataStart(await source.read(header, header + zipHeaderBytes), path);
      if (from + packedSize > start) throw misplaced(path);
      return unpackZipEntry(record, await source.read(from, from + packedSize));
    },
  };
}

interface ListPlace {
  readonly count: number;
  readonly start: number;
  readonly bytes: number;
}

/** From the end of the list, or from its 64-bit form, to which a locator of 20 bytes before it leads (sections 4.3.14, 4.3.15). */
async function locateList(source: ByteSource, tail: Uint8Array, end: number): Promise<ListPlace> {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const short: ListPlace = {
    count: view.getUint16(end + 10, true),
    bytes: view.getUint32(end + 12, true),
    start: view.getUint32(end + 16, true),
  };
  const at = end - 20;
  if (at < 0 || view.getUint32(at, true) !== 0x07064b50) return short;
  const place = Number(view.getBigUint64(at + 8, true));
  if (place + 56 <= source.size) {
    const wide = await source.read(place, place + 56);
    const wideView = new DataView(wide.buffer, wide.byteOffset, wide.byteLength);
    if (wideView.getUint32(0, true) === 0x06064b50)
      return {
        count: Number(wideView.getBigUint64(32, true)),
        bytes: Number(wideView.getBigUint64(40, true)),
        start: Number(wideView.getBigUint64(48, true)),
      };
  }
  throw new FormatError(
    'invalid-header',
    'the 64-bit list of the zip file is not where it should be',
    'The file is incomplete or damaged: copy or download it again.',
  );
}
