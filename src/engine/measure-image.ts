import type { RealSize } from '../data/fit-objects';
import { readExifOrientation, turnsSides } from '../formats/exif-orientation';
import { checkImageFile, checkImageSize, decodeImage } from './decode-image';
import { readImageHeader, type ImageHeader } from './image-header';

/** Enough for the header of nearly every picture. */
const headerBytes = 64 * 1024;

/**
 * The size that a picture has once it is decoded. Its header tells where it surely agrees with the decoder; else the picture is decoded.
 * @throws EngineError as {@link decodeImage}
 */
export async function measureImage(file: Blob): Promise<RealSize> {
  const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
  const header = readImageHeader(start);
  if (header === null || mayTurn(header, start)) {
    await checkImageFile(file);
    const { width, height } = await decodeImage(file);
    return { width, height };
  }
  checkImageSize(header.width, header.height);
  const { width, height } = header;
  return header.format === 'jpeg' && turnsSides(readExifOrientation(start))
    ? { width: height, height: width, turned: true }
    : { width, height };
}

/** Formats whose metadata the decoder may follow or not. A JPEG's stand before its size, and every decoder follows them. */
function mayTurn({ format }: ImageHeader, start: Uint8Array): boolean {
  switch (format) {
    case 'jpeg':
    case 'gif':
    case 'bmp':
      return false;
    case 'png':
      return hasText(start, 'eXIf');
    case 'webp':
      // VP8X's flag of metadata.
      return hasText(start.subarray(12, 16), 'VP8X') && (start[20]! & 0x08) !== 0;
    default:
      return format satisfies never;
  }
}

function hasText(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder('latin1').decode(bytes).includes(text);
}
