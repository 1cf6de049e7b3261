import { CodedError } from '../../errors/coded-error';
import { type FormatError, isFormatError } from '../../errors/areas';

const copyAgain = 'The file is incomplete or damaged: copy or download it again.';
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Longest integer, in bytes: PyTorch writes numbers of 64 bits and its own magic number of 80. */
const maxIntegerBytes = 64;

/** Reads the arguments of pickle instructions (CPython's `Lib/pickletools.py`), never past the end. */
export class PickleReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The next byte. */
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint8(): number {
    return this.#view.getUint8(this.#advance(1));
  }

  uint16(): number {
    return this.#view.getUint16(this.#advance(2), true);
  }

  int32(): number {
    return this.#view.getInt32(this.#advance(4), true);
  }

  uint32(): number {
    return this.#view.getUint32(this.#advance(4), true);
  }

  /** A length; one that no file can have is refused like any other that is too long. */
  uint64(): number {
    return Number(this.#view.getBigUint64(this.#advance(8), true));
  }

  /** The one number that a pickle keeps with its highest byte first. */
  float64(): number {
    return this.#view.getFloat64(this.#advance(8), false);
  }

  /** A view. */
  take(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(length: number): string {
    try {
      return utf8.decode(this.take(length));
    } catch (cause) {
      if (isFormatError(cause)) throw cause;
      throw new CodedError('invalid-data', 'the pickle holds a text that is not UTF-8', copyAgain, { cause });
    }
  }

  /** Bytes of Python 2's `str`, each a character. */
  latin1(length: number): string {
    const bytes = this.take(length);
    let text = '';
    for (let at = 0; at < length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return text;
  }

  /** The text before the next line feed. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.at);
    if (end < 0) throw this.#truncated();
    const text = this.text(end - this.at);
    this.at++;
    return text;
  }

  /** Two's complement, lowest byte first; a bigint where a number would not be exact. */
  integer(length: number): number | bigint {
    if (length > maxIntegerBytes)
      throw new CodedError('too-large', `the pickle holds an integer of ${length} bytes`, copyAgain);
    let value = 0n;
    const bytes = this.take(length);
    for (const byte of bytes.toReversed()) value = (value << 8n) | BigInt(byte);
    const signed = BigInt.asIntN(8 * length, value);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
  }

  #advance(length: number): number {
    const start = this.at;
    if (length > this.#bytes.length - start) throw this.#truncated();
    this.at += length;
    return start;
  }

  #truncated(): FormatError {
    return new CodedError('truncated', 'the pickle ends in the middle of an instruction', copyAgain);
  }
}
