import { CodedError } from '../../errors/coded-error';
import type { EngineError } from '../../errors/areas';
import type { RealSize } from '../../data/fit-objects';
import { readImageTurn } from '../../formats/images/exif-blocks';
import { notTurned, turnsSides, type ExifTurn } from '../../formats/images/exif-orientation';
import type { ByteSource } from '../../formats/byte-source';
import { fileKindOf } from '../../formats/file-kind';
import { beginsLikeJpeg, readImageHeader, type ImageHeader } from './image-header';

export const maxImagePixels = 40_000_000;
export const minImageSide = 16;
/** Beyond it the browser's decoders give up. */
export const maxImageSide = 1_000_000;
export const maxImageBytes = 100_000_000;
/** Enough for the header of nearly every file: a packed one is not unpacked any further. */
const firstBytes = 16 * 1024;
/** Enough for the header of every format but a JPEG with much metadata. */
const headerBytes = 256 * 1024;

/** What a file says of its picture before it is decoded. */
export interface ImageFile {
  /** The first bytes. */
  readonly start: Uint8Array;
  /** Null for formats without a reader here (AVIF), which are measured after decoding. */
  readonly header: ImageHeader | null;
  readonly turn: ExifTurn;
}

/** Looks into a file, and refuses what its size in bytes or its header rules out. @throws EngineError `image-unreadable`, `image-too-small`, `image-too-large` */
export async function inspectImageFile(file: ByteSource): Promise<ImageFile> {
  if (file.size === 0) throw unreadableImage(new Uint8Array(0));
  if (file.size > maxImageBytes) {
    throw new CodedError(
      'image-too-large',
      `The file has ${(file.size / 1e6).toFixed(0)} MB; images up to ${maxImageBytes / 1e6} MB are read.`,
      'Reduce the image, or save it as JPEG.',
    );
  }
  let start = await file.read(0, Math.min(firstBytes, file.size));
  let header = readImageHeader(start);
  if (header === null && file.size > firstBytes) {
    start = await file.read(0, Math.min(headerBytes, file.size));
    header = readImageHeader(start);
  }
  if (header === null && beginsLikeJpeg(start) && file.size > headerBytes) {
    start = await file.read(0, file.size);
    header = readImageHeader(start);
  }
  const turn = header === null ? notTurned : await readTurn(file, start, header.format);
  if (header !== null) checkImageSize(header.width, header.height);
  return { start, header, turn };
}

/** The size of the picture once it is turned; null where only decoding tells. */
export function turnedSize({ header, turn }: ImageFile): RealSize | null {
  if (header === null) return null;
  const { width, height } = header;
  return turnsSides(turn.orientation) ? { width: height, height: width, turned: true } : { width, height };
}

/** @throws EngineError `image-too-small`, `image-too-large` */
export function checkImageSize(width: number, height: number): void {
  if (Math.min(width, height) < minImageSide) {
    throw new CodedError(
      'image-too-small',
      `The image has ${width} × ${height} pixels; each side must have at least ${minImageSide}.`,
      'Use a larger image.',
    );
  }
  if (width * height > maxImagePixels || Math.max(width, height) > maxImageSide) {
    throw new CodedError(
      'image-too-large',
      `The image has ${width} × ${height} pixels; ${maxImagePixels / 1e6} million are read at most, and ${maxImageSide / 1e6} million a side.`,
      'Reduce the image before you open it; the model sees at most 1333 pixels a side.',
    );
  }
}

/** The error for a file that the browser does not decode. @param start its first bytes */
export function unreadableImage(start: Uint8Array, cause?: unknown): EngineError {
  const kind = fileKindOf(start);
  const decoded = kind !== null && /PNG|JPEG image|WebP|GIF|BMP|AVIF/u.test(kind.name);
  const message =
    kind === null
      ? 'This browser cannot read the file as an image: it is damaged, or of a format that is unknown here.'
      : start.length === 0
        ? 'The file is empty.'
        : decoded
          ? `The file begins as ${kind.name}, but breaks off or is damaged.`
          : kind.group === 'image'
            ? `The file is ${kind.name}, a format that is not read here.`
            : `The file is ${kind.name}, and no image.`;
  return CodedError.of(
    {
      code: 'image-unreadable',
      message,
      hint: decoded ? 'Copy or download it again.' : 'Use a PNG, JPEG, WebP, GIF, BMP or AVIF file.',
      ...(cause instanceof Error ? { details: cause.message } : {}),
    },
    { cause },
  );
}

/** Reads as little as finds the metadata: a JPEG has them in front, a WebP says by a flag that it has some, a PNG may have them at its end. */
async function readTurn(file: ByteSource, start: Uint8Array, format: ImageHeader['format']): Promise<ExifTurn> {
  const turn = readImageTurn(start);
  if (turn !== notTurned || file.size <= start.length) return turn;
  switch (format) {
    case 'jpeg':
    case 'gif':
    case 'bmp':
      return turn;
    case 'webp':
      return readImageTurn(await file.read(0, file.size));
    case 'png': {
      const end = new TextDecoder('latin1').decode(
        await file.read(Math.max(start.length, file.size - headerBytes), file.size),
      );
      return end.includes('eXIf') ? readImageTurn(await file.read(0, file.size)) : turn;
    }
    default:
      return format satisfies never;
  }
}
