/** Where image files keep their EXIF metadata. */
import { beginsWithExifMark, notTurned, readExifTurn, type ExifTurn } from './exif-orientation';

/** A block of EXIF metadata in a file. */
interface ExifBlock {
  readonly bytes: Uint8Array;
  /** Where readers that go through a file once find it before the picture. */
  readonly beforePicture: boolean;
}

/**
 * How the metadata of a JPEG, PNG or WebP file want its picture turned; as it is for every other file.
 * @returns `standard` only where it also stands before the picture
 */
export function readImageTurn(file: Uint8Array): ExifTurn {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const block = jpegExif(view) ?? pngExif(view) ?? webpExif(view);
  if (block === null) return notTurned;
  const { orientation, standard } = readExifTurn(block.bytes);
  return { orientation, standard: standard && block.beforePicture };
}

/** The segment APP1 that begins with the mark. */
function jpegExif(view: DataView): ExifBlock | null {
  if (view.byteLength < 2 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 4 <= view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda || marker === 0xd9) return null;
    const end = at + 2 + view.getUint16(at + 2);
    const bytes = bytesOf(view, at + 4, end);
    if (marker === 0xe1 && end <= view.byteLength && beginsWithExifMark(bytes)) return { bytes, beforePicture: true };
    at = end;
  }
  return null;
}

/** The chunk eXIf, which may also stand behind the picture (IDAT). */
function pngExif(view: DataView): ExifBlock | null {
  if (view.byteLength < 8 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  let beforePicture = true;
  for (let at = 8; at + 12 <= view.byteLength;) {
    const end = at + 8 + view.getUint32(at);
    const name = latin(view, at + 4);
    if (name === 'eXIf' && end <= view.byteLength) return { bytes: bytesOf(view, at + 8, end), beforePicture };
    if (name === 'IDAT') beforePicture = false;
    at = end + 4;
  }
  return null;
}

/** The chunk EXIF of the extended form, where its flag says that there is one; it stands behind the picture. */
function webpExif(view: DataView): ExifBlock | null {
  if (view.byteLength < 30 || latin(view, 0) !== 'RIFF' || latin(view, 8) !== 'WEBP') return null;
  if (latin(view, 12) !== 'VP8X' || (view.getUint8(20) & 0x08) === 0) return null;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const end = at + 8 + view.getUint32(at + 4, true);
    if (latin(view, at) === 'EXIF' && end <= view.byteLength)
      return { bytes: bytesOf(view, at + 8, end), beforePicture: false };
    // Chunks begin at even places.
    at = end + (end % 2);
  }
  return null;
}

function bytesOf(view: DataView, from: number, until: number): Uint8Array {
  const end = Math.min(until, view.byteLength);
  return new Uint8Array(view.buffer, view.byteOffset + from, Math.max(0, end - from));
}

function latin(view: DataView, at: number): string {
  return String.fromCharCode(...bytesOf(view, at, at + 4));
}
