import type { ByteSource } from './byte-source';
import { FormatError } from './format-error';
import {
  localHeaderBytes,
  packedStart,
  parseZipEnd,
  parseZipEntries,
  zipTailBytes,
  type ZipEntry,
  type ZipLimits,
} from './zip-directory';

/** A zip file of which only the list was read. */
export interface ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** First byte of a packed file, from where it can be read in parts. @throws FormatError `invalid-header` */
  packedStart(entry: ZipEntry): Promise<number>;
}

/** Of the list itself: a hundred thousand files with long names need less. */
const maxListBytes = 32 * 2 ** 20;

/** Reads the list of a zip file, which may be larger than memory. @throws FormatError where it is wrong or passes a limit */
export async function openZipArchive(source: ByteSource, limits: ZipLimits): Promise<ZipArchive> {
  const tail = await source.read(Math.max(0, source.size - zipTailBytes), source.size);
  const end = parseZipEnd(tail, source.size, limits);
  if (end.end - end.start > maxListBytes) {
    const hint = 'The file is damaged: copy or download it again.';
    throw new FormatError('too-large', `the list of the zip file takes more than ${maxListBytes} bytes`, hint);
  }
  const entries = parseZipEntries(await source.read(end.start, end.end), end, limits);
  return {
    entries: new Map(entries.map((entry) => [entry.path, entry])),
    packedStart: async (entry) => {
      const { header } = entry;
      const from = Math.min(header, source.size);
      return packedStart(await source.read(from, Math.min(header + localHeaderBytes, source.size)), entry, end);
    },
  };
}
