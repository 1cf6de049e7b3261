import { inflateSync } from 'fflate';
import { crc32 } from './crc';
import { FormatError } from './format-error';
import type { ZipEntry } from './zip-directory';

/** Deflate makes at most so many bytes of one (RFC 1951: 258 bytes of two bits). */
const mostInflation = 1032;

/**
 * The file that was packed. Nothing is allocated for a size that cannot be true.
 * @throws FormatError `invalid-data` where size or check sum differ from what the list says
 */
export function unpackZipEntry(record: ZipEntry, packed: Uint8Array): Uint8Array {
  const bytes = record.method === 'stored' ? packed : inflate(packed, record.size);
  if (bytes?.length === record.size && crc32(bytes) === record.crc32) return bytes;
  throw new FormatError(
    'invalid-data',
    `"${record.path}" in the zip file is damaged`,
    'The file was changed on its way: copy or download it again.',
  );
}

/** Null for what is no deflate stream of that size. A stream that is longer than it says is cut one byte after that. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  if (size > packed.length * mostInflation + 64) return null;
  try {
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch {
    // The library's codes say nothing that the name of the file does not.
    return null;
  }
}
