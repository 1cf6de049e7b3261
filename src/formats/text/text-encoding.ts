/** Bytes to text, without guessing: what is in another encoding than it must be is named, never turned into wrong letters. */
import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';

/**
 * UTF-8, without the mark that some editors put first.
 * @throws FormatError `invalid-data` that names another encoding, or the line of the first byte that is no UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) throw notUtf8(`the file is ${wide}, not UTF-8`);
  try {
    return strictly('utf-8', bytes);
  } catch {
    throw notUtf8(`the file is not UTF-8: line ${lineOfFirstError(bytes)} has a byte that does not occur there`);
  }
}

/**
 * An XML document by its byte order mark, else by what it declares, else as UTF-8.
 * @throws FormatError `invalid-data` for an encoding that is not known here, or bytes that do not occur in it
 */
export function decodeXml(bytes: Uint8Array): string {
  const encoding = xmlEncoding(bytes);
  try {
    return strictly(encoding, bytes);
  } catch (error) {
    const declared = encoding === 'utf-8' ? 'UTF-8, and declares no other encoding' : encoding;
    if (error instanceof RangeError) throw notRead(`the encoding “${encoding.slice(0, 40)}” is not known here`);
    throw notRead(`the file is not ${declared}`);
  }
}

/** UTF-32 is no encoding that browsers read; its name leads to the error that says so. */
function xmlEncoding(bytes: Uint8Array): string {
  const wide = wideEncoding(bytes);
  if (wide !== null) return wide;
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 400)).replace(/^\u00ef\u00bb\u00bf/u, '');
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/u.exec(start)?.[1] ?? 'utf-8';
  // Without NULs the file is no UTF-16, whatever it says: .NET writes that into files of UTF-8.
  return /^(?:utf-?16|ucs-?2|unicode)/iu.test(declared) || /^utf-?8$/iu.test(declared) ? 'utf-8' : declared;
}

/** The wide encoding that the first bytes show, by its mark or by the NULs beside an ASCII letter; null for none. */
function wideEncoding(bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | 'UTF-32' | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if ((a === 0 && b === 0 && c === 0xfe && d === 0xff) || (a === 0xff && b === 0xfe && c === 0 && d === 0))
    return 'UTF-32';
  if (a === 0xff && b === 0xfe) return 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'UTF-16LE';
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return 'UTF-16BE';
  return null;
}

function strictly(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}

/** Lines are tried on their own; a character of UTF-8 never holds a line break. */
function lineOfFirstError(bytes: Uint8Array): number {
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    const next = bytes.indexOf(0x0a, from);
    const until = next < 0 ? bytes.length : next + 1;
    try {
      strictly('utf-8', bytes.subarray(from, until));
    } catch {
      return line;
    }
    from = until;
  }
  return line;
}

function notUtf8(message: string): FormatError {
  return new CodedError('invalid-data', message, 'Save it again as UTF-8.');
}

function notRead(message: string): FormatError {
  return new CodedError('invalid-data', message, 'Save it again as UTF-8, and let its declaration say so.');
}
