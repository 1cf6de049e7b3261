/** What a file is by its first bytes, whatever it is called: so that an error can say what was given instead. */
import { CodedError } from '../errors/coded-error';
import type { FormatError } from '../errors/areas';

/** What a file is. */
export interface FileKind {
  /** With its article, e.g. “a 7z archive”. */
  readonly name: string;
  readonly group: 'zip' | 'archive' | 'image' | 'text' | 'stand-in' | 'other';
}

/** So many bytes tell every kind. */
export const fileKindBytes = 1024;

/** Kinds that begin with fixed bytes, at an offset of 0 where none is given. */
const signatures: readonly (readonly [name: string, group: FileKind['group'], hex: string, at?: number])[] = [
  ['a zip file', 'zip', '504b0304'],
  ['a zip file', 'zip', '504b0506'],
  ['a zip file', 'zip', '504b0708'],
  ['a gzip file (.gz or .tar.gz)', 'archive', '1f8b'],
  ['a 7z archive', 'archive', '377abcaf271c'],
  ['a RAR archive', 'archive', '526172211a07'],
  ['a bzip2 file (.bz2 or .tar.bz2)', 'archive', '425a68'],
  ['an xz file (.xz or .tar.xz)', 'archive', 'fd377a585a00'],
  ['a Zstandard file (.zst or .tar.zst)', 'archive', '28b52ffd'],
  ['an LZ4 file', 'archive', '04224d18'],
  ['a cabinet file (.cab)', 'archive', '4d534346'],
  ['a PNG image', 'image', '89504e470d0a1a0a'],
  ['a JPEG image', 'image', 'ffd8ff'],
  ['a GIF image', 'image', '47494638'],
  ['a WebP image', 'image', '57454250', 8],
  ['a TIFF image', 'image', '49492a00'],
  ['a TIFF image', 'image', '4d4d002a'],
  ['a TIFF image', 'image', '49492b00'],
  ['a TIFF image', 'image', '4d4d002b'],
  ['a JPEG XL image', 'image', 'ff0a'],
  ['a JPEG XL image', 'image', '0000000c4a584c20'],
  ['a JPEG 2000 image', 'image', '0000000c6a502020'],
  ['a JPEG 2000 image', 'image', 'ff4fff51'],
  ['a Photoshop image', 'image', '38425053'],
  ['an OpenEXR image', 'image', '762f3101'],
  ['a DICOM image', 'image', '4449434d', 128],
  ['a PDF document', 'other', '255044462d'],
  ['an HDF5 file', 'other', '894844460d0a1a0a'],
  ['a NumPy array', 'other', '934e554d5059'],
  ['a Parquet file', 'other', '50415231'],
  ['an SQLite database', 'other', '53514c69746520666f726d6174'],
  ['a Matroska video', 'other', '1a45dfa3'],
  ['an AVI video', 'other', '41564920', 8],
  ['a BMP image', 'image', '424d'],
];

/** Kinds of text, by how it begins. */
const beginnings: readonly (readonly [name: string, group: FileKind['group'], start: RegExp])[] = [
  [
    'a web page (HTML) that was saved in place of the file',
    'stand-in',
    /^<(?:!doctype\s+html|html|head|body|title|meta)\b/iu,
  ],
  ['a pointer of Git LFS in place of the file', 'stand-in', /^version https:\/\/git-lfs\.github\.com\/spec\//u],
  ['an SVG drawing', 'image', /^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<!doctype\s+svg[^>]*>\s*)?<svg\b/iu],
  ['an XML text', 'text', /^<(?:\?xml|[a-z!])/iu],
  ['a JSON text', 'text', /^[[{]\s*["\]}[{0-9-]/u],
];

/**
 * Recognises a file.
 * @param start its first {@link fileKindBytes}, or all of it
 * @returns null for a kind that is not known here
 */
export function fileKindOf(start: Uint8Array): FileKind | null {
  if (start.length === 0) return { name: 'an empty file', group: 'stand-in' };
  const media = isoMediaKind(start);
  if (media !== null) return media;
  const found = signatures.find(([, , hex, at = 0]) => hexAt(start, at, hex.length / 2) === hex);
  if (found) return { name: found[0], group: found[1] };
  if (isTarHeader(start)) return { name: 'a tar archive', group: 'archive' };
  const text = textOf(start);
  const written = text === null ? undefined : beginnings.find(([, , pattern]) => pattern.test(text));
  if (written) return { name: written[0], group: written[1] };
  return start.every((byte) => byte === 0) ? { name: 'a file of zeros', group: 'stand-in' } : null;
}

/** What to do with a file that is not the zip file that was asked for. */
export function insteadOfZip(kind: FileKind | null): string {
  const damaged = 'The file is incomplete or of another format: copy or download it again.';
  if (kind === null) return damaged;
  switch (kind.group) {
    case 'archive':
      return 'Unpack it and choose the folder, or pack it again as zip.';
    case 'stand-in':
      return kind.name.includes('LFS')
        ? 'Fetch the file itself, e.g. by git lfs pull.'
        : 'Download or copy the file itself.';
    case 'image':
    case 'text':
      return 'Choose its folder, or a zip file of it.';
    case 'zip':
    case 'other':
      return damaged;
    default:
      return kind.group satisfies never;
  }
}

/** The error for a file without the list that every zip file ends with. */
export function noZipFile(start: Uint8Array): FormatError {
  const kind = fileKindOf(start);
  if (kind?.group === 'zip')
    return new CodedError(
      'truncated',
      'the zip file breaks off before the list of its files, which stands at its end',
      'Copy or download it again: it did not arrive whole.',
    );
  const problem =
    kind === null
      ? 'the file is no zip file: the list of files, which stands at the end of one, is missing'
      : `the file is no zip file, but ${kind.name}`;
  return new CodedError('invalid-header', problem, insteadOfZip(kind));
}

/** AVIF, HEIC and videos share a container, whose brands tell them apart. */
function isoMediaKind(start: Uint8Array): FileKind | null {
  if (hexAt(start, 4, 4) !== '66747970') return null;
  const size = new DataView(start.buffer, start.byteOffset).getUint32(0);
  const brands = latin(start.subarray(8, Math.min(start.length, size)));
  if (/avi[fs]/u.test(brands)) return { name: 'an AVIF image', group: 'image' };
  if (/hei[cxms]|hev[cxms]|mif1|msf1/u.test(brands)) return { name: 'a HEIC image', group: 'image' };
  return { name: 'a video (MP4 or QuickTime)', group: 'other' };
}

/** A header of tar holds the sum of its 512 bytes, with blanks where the sum stands. */
function isTarHeader(start: Uint8Array): boolean {
  if (start.length < 512 || start[0] === 0) return false;
  const said = Number.parseInt(latin(start.subarray(148, 156)).replace(/[\0 ]+/gu, ''), 8);
  let sum = 0;
  for (let at = 0; at < 512; at++) sum += at >= 148 && at < 156 ? 32 : start[at]!;
  return sum === said;
}

/** The beginning as text, without a mark of its encoding and blanks; null for what is none. */
function textOf(start: Uint8Array): string | null {
  const mark = hexAt(start, 0, 2);
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(start).trimStart();
  return text.includes('\0') ? null : text;
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function hexAt(bytes: Uint8Array, at: number, length: number): string {
  return Array.from(bytes.subarray(at, at + length), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
