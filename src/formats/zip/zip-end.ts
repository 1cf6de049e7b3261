/** Where the list of files lies in a zip file (APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16). */
import { CodedError } from '../../errors/coded-error';

/** Where the list lies. */
export interface ZipEnd {
  /** So many files it says it has. */
  readonly count: number;
  /** Exactly, or modulo 65,536: some writers of more files leave the 64-bit form out. */
  readonly countIs: 'exact' | 'modulo';
  readonly start: number;
  /** The first byte that belongs to the list no more. */
  readonly end: number;
  /** Bytes before the zip file itself, e.g. of a program that unpacks it; places in the list are counted from behind them. */
  readonly prefix: number;
}

const endBytes = 22;
const longestComment = 0xffff;
const locatorBytes = 20;
const end64Bytes = 56;
/** So many bytes at the end of a file hold its end record, whatever its comment. */
export const zipTailBytes = endBytes + longestComment + locatorBytes + end64Bytes;

export const copyAgain = 'The file is incomplete or of another format: copy or download it again.';

/**
 * Finds the list, like Python's zipfile: it ends where the end record begins, and is as long as that says.
 * @param tail the last {@link zipTailBytes} of the file, or all of it
 * @returns null where there is no end record
 * @throws FormatError `invalid-header`
 */
export function parseZipEnd(tail: Uint8Array, fileSize: number): ZipEnd | null {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const at = endRecord(view);
  if (at === null) return null;
  const tailStart = fileSize - tail.length;
  const { count, size, offset, end, countIs } = end64(view, at, tailStart) ?? {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
    end: tailStart + at,
    countIs: 'modulo',
  };
  const start = end - size;
  const prefix = start - offset;
  if (start >= 0 && prefix >= 0) return { count, countIs, start, end, prefix };
  const disk = view.getUint16(at + 4, true);
  if (disk > 0 && disk < 0xffff)
    throw new CodedError(
      'unsupported-type',
      `the zip file is the last of ${disk + 1} parts`,
      'Unpack all parts together, and choose the folder.',
    );
  throw new CodedError('invalid-header', 'the list of the zip file does not lie where it says', copyAgain);
}

/** The last record whose comment ends with the file, else the last one: something may follow a zip file. */
function endRecord(view: DataView): number | null {
  const first = Math.max(0, view.byteLength - endBytes - longestComment);
  let last: number | null = null;
  for (let at = view.byteLength - endBytes; at >= first; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endBytes + view.getUint16(at + 20, true) === view.byteLength) return at;
    last ??= at;
  }
  return last;
}

/** The 64-bit form of the end record, behind which a locator stands before the classic one; null where there is none and none is needed. */
function end64(
  view: DataView,
  endAt: number,
  tailStart: number,
): { count: number; size: number; offset: number; end: number; countIs: 'exact' } | null {
  const locator = endAt - locatorBytes;
  if (locator >= 0 && view.getUint32(locator, true) === 0x07064b50) {
    // Where it says, or right before the locator: bytes before the zip file move it.
    for (const at of [locator - end64Bytes, uint64(view, locator + 8) - tailStart])
      if (at >= 0 && at + end64Bytes <= locator && view.getUint32(at, true) === 0x06064b50)
        return {
          count: uint64(view, at + 32),
          size: uint64(view, at + 40),
          offset: uint64(view, at + 48),
          end: tailStart + at,
          countIs: 'exact',
        };
  }
  if (view.getUint32(endAt + 12, true) !== 0xffffffff && view.getUint32(endAt + 16, true) !== 0xffffffff) return null;
  throw new CodedError('invalid-header', 'the zip file is of the 64-bit form, but lacks its end record', copyAgain);
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
