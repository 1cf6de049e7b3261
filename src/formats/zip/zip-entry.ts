import { CodedError } from '../../errors/coded-error';
import { type FormatError, isFormatError } from '../../errors/areas';
import { Inflate } from 'fflate';
import type { ByteSource } from '../byte-source';
import { crc32 } from './crc';
import type { ZipEntry } from './zip-directory';

/** Deflate makes at most so many bytes of one (RFC 1951: 258 bytes of two bits). */
const mostInflation = 1032;
/** So much is unpacked at once, which may become {@link mostInflation} times as much. */
const pieceBytes = 8192;
/** So much is read at once. */
const readBytes = 1_048_576;
/** After so many unpacked bytes others of the same thread get their turn. */
const turnBytes = 4_000_000;

/**
 * The file that was packed. Nothing is allocated for a size that cannot be true, and what was unpacked counts, whatever the list says.
 * @param start the first byte of the packed file in `source`
 * @param wanted its first bytes alone, of which nothing says whether they are right
 * @throws FormatError `unsupported-type` for what is packed in another way, `invalid-data` where size or check sum differ from what the list says
 */
export async function unpackZipEntry(
  entry: ZipEntry,
  source: ByteSource,
  start: number,
  wanted = entry.size,
): Promise<Uint8Array> {
  const { method, packedSize, size } = entry;
  if (typeof method === 'object') throw unreadableEntry(entry, method.unreadable);
  const output = new OutputOf(entry, wanted);
  const add = method === 'stored' ? (bytes: Uint8Array) => output.add(bytes) : inflater(output);
  if (method === 'stored' ? size !== packedSize : size > packedSize * mostInflation + 64) throw damaged(entry);
  let turnEnd = turnBytes;
  const atOnce = Math.min(readBytes, Math.max(pieceBytes, wanted));
  for (let at = 0; at < packedSize && !output.isEnough;) {
    const bytes = await source.read(start + at, start + Math.min(packedSize, at + atOnce));
    at += bytes.length;
    for (let from = 0; from < bytes.length && !output.isEnough; from += pieceBytes) {
      add(bytes.subarray(from, from + pieceBytes), at === packedSize && from + pieceBytes >= bytes.length);
      if (output.length < turnEnd) continue;
      await new Promise((resolve) => setTimeout(resolve));
      turnEnd = output.length + turnBytes;
    }
  }
  return output.result();
}

/** @returns what takes the pieces of a deflate stream */
function inflater(output: OutputOf): (piece: Uint8Array, last: boolean) => void {
  const stream = new Inflate((bytes) => output.add(bytes));
  return (piece, last) => {
    try {
      stream.push(piece, last);
    } catch (error) {
      if (isFormatError(error)) throw error;
      // The library's codes say nothing that the name of the file does not.
      throw damaged(output.entry);
    }
  };
}

/** What was unpacked so far. */
class OutputOf {
  readonly entry: ZipEntry;
  readonly #bytes: Uint8Array;
  length = 0;
  #crc32 = 0;

  constructor(entry: ZipEntry, wanted: number) {
    this.entry = entry;
    this.#bytes = new Uint8Array(Math.min(wanted, entry.size));
  }

  /** Whether only the beginning is wanted, and is there. */
  get isEnough(): boolean {
    return this.#bytes.length < this.entry.size && this.length >= this.#bytes.length;
  }

  add(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.entry.size) throw damaged(this.entry);
    const free = this.#bytes.length - this.length;
    if (free > 0) this.#bytes.set(bytes.length > free ? bytes.subarray(0, free) : bytes, this.length);
    this.length += bytes.length;
    if (this.#bytes.length === this.entry.size) this.#crc32 = crc32(bytes, this.#crc32);
  }

  result(): Uint8Array {
    if (this.isEnough || (this.length === this.entry.size && this.#crc32 === this.entry.crc32)) return this.#bytes;
    throw damaged(this.entry);
  }
}

/** The error for a file that is packed in a way that this reader does not know. */
export function unreadableEntry({ path }: ZipEntry, how: string): FormatError {
  const hint = how === 'is encrypted' ? 'Pack it again without a password.' : 'Pack it again by deflate.';
  return new CodedError('unsupported-type', `"${path}" ${how}`, hint);
}

function damaged({ path }: ZipEntry): FormatError {
  return new CodedError(
    'invalid-data',
    `"${path}" in the zip file is damaged`,
    'The file was changed on its way: copy or download it again.',
  );
}
