/** How the EXIF metadata of a JPEG wants it turned before it is shown: 1 as it is, 2 to 4 mirrored or upside down, 5 to 8 on its side. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const exifMark = 'Exif\0\0';
const orientationTag = 0x0112;
const shortType = 3;

/** Reads it from the beginning of a JPEG file; 1 where nothing sound is said. */
export function readExifOrientation(bytes: Uint8Array): ExifOrientation {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [from, until] of applicationSegments(view)) {
    if (!hasText(view, from, until, exifMark)) continue;
    return readTiff(
      new DataView(view.buffer, view.byteOffset + from + exifMark.length, until - from - exifMark.length),
    );
  }
  return 1;
}

/** Whether width and height change places. */
export function turnsSides(orientation: ExifOrientation): boolean {
  return orientation >= 5;
}

/** Contents of the segments APP1 before the picture. */
function* applicationSegments(view: DataView): Generator<readonly [from: number, until: number]> {
  if (view.byteLength < 2 || view.getUint16(0) !== 0xffd8) return;
  for (let at = 2; at + 4 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xe1 && end <= view.byteLength) yield [at + 4, end];
    at = end;
  }
}

/** The tag in the first directory of a TIFF file, whose byte order stands at its beginning. */
function readTiff(view: DataView): ExifOrientation {
  if (view.byteLength < 8) return 1;
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return 1;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, little);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, little) !== orientationTag || view.getUint16(entry + 2, little) !== shortType) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? (value as ExifOrientation) : 1;
  }
  return 1;
}

function hasText(view: DataView, from: number, until: number, text: string): boolean {
  if (from + text.length > until) return false;
  for (let i = 0; i < text.length; i++) if (view.getUint8(from + i) !== text.charCodeAt(i)) return false;
  return true;
}
