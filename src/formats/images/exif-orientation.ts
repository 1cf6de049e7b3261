/** How EXIF metadata want a picture turned before it is shown: 1 as it is, 2 to 4 mirrored or upside down, 5 to 8 on its side. */
export type ExifOrientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What EXIF metadata say. */
export interface ExifTurn {
  readonly orientation: ExifOrientation;
  /** Whether it is written as the standard has it: one number of 16 bits. Some readers follow no other. */
  readonly standard: boolean;
}

/** The picture is as it shall be shown. */
export const notTurned: ExifTurn = { orientation: 1, standard: true };

const mark = 'Exif\0\0';
const orientationTag = 0x0112;
const shortType = 3;
const longType = 4;

/**
 * Reads it from a block of EXIF metadata, which is a TIFF file that a mark may precede.
 * @returns {@link notTurned} where nothing sound is said
 */
export function readExifTurn(block: Uint8Array): ExifTurn {
  const start = beginsWithExifMark(block) ? mark.length : 0;
  const view = new DataView(block.buffer, block.byteOffset + start, block.byteLength - start);
  if (view.byteLength < 8) return notTurned;
  const order = view.getUint16(0);
  const little = order === 0x4949;
  if ((!little && order !== 0x4d4d) || view.getUint16(2, little) !== 42) return notTurned;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return notTurned;
  const count = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (entry + 12 > view.byteLength) return notTurned;
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const type = view.getUint16(entry + 2, little);
    if (type !== shortType && type !== longType) continue;
    const value = type === shortType ? view.getUint16(entry + 8, little) : view.getUint32(entry + 8, little);
    if (value < 1 || value > 8) return notTurned;
    const standard = type === shortType && view.getUint32(entry + 4, little) === 1;
    return { orientation: value as ExifOrientation, standard };
  }
  return notTurned;
}

/** Whether a block begins as EXIF metadata do in a JPEG. */
export function beginsWithExifMark(block: Uint8Array): boolean {
  return Array.from(mark).every((character, at) => block[at] === character.charCodeAt(0));
}

/** Whether width and height change places. */
export function turnsSides(orientation: ExifOrientation): boolean {
  return orientation >= 5;
}
