import type { RgbImage } from '../geometry/rgb-image';
import { EngineError } from './errors';
import { beginsLikeJpeg, readImageHeader } from './image-header';

export const maxImagePixels = 40_000_000;
export const minImageSide = 16;
export const maxImageBytes = 100_000_000;
/** Enough for the header of every format but a JPEG with much metadata. */
const headerBytes = 256 * 1024;

/**
 * Decodes an image file in the worker: without colour conversion, turned as its metadata says, laid over white.
 * @throws EngineError `image-unreadable`, `image-too-small`, `image-too-large`
 */
export async function decodeImage(file: Blob): Promise<RgbImage> {
  await checkImageFile(file);
  const bitmap = await openBitmap(file);
  try {
    checkImageSize(bitmap.width, bitmap.height);
    return readPixels(bitmap);
  } finally {
    bitmap.close();
  }
}

/** Refuses what its size in bytes or its header rules out; nothing is decoded. */
export async function checkImageFile(file: Blob): Promise<void> {
  if (file.size === 0) throw unreadable('The file is empty.');
  if (file.size > maxImageBytes) {
    throw new EngineError({
      code: 'image-too-large',
      message: `The file has ${(file.size / 1e6).toFixed(0)} MB; images up to ${maxImageBytes / 1e6} MB are read.`,
      hint: 'Reduce the image, or save it as JPEG.',
    });
  }
  const start = new Uint8Array(await file.slice(0, headerBytes).arrayBuffer());
  let header = readImageHeader(start);
  if (header === null && beginsLikeJpeg(start) && file.size > headerBytes) {
    header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  }
  // Formats without a reader here (AVIF) are measured after decoding.
  if (header !== null) checkImageSize(header.width, header.height);
}

/** @throws EngineError `image-too-small`, `image-too-large` */
export function checkImageSize(width: number, height: number): void {
  if (Math.min(width, height) < minImageSide) {
    throw new EngineError({
      code: 'image-too-small',
      message: `The image has ${width} × ${height} pixels; each side must have at least ${minImageSide}.`,
      hint: 'Use a larger image.',
    });
  }
  if (width * height > maxImagePixels) {
    throw new EngineError({
      code: 'image-too-large',
      message: `The image has ${width} × ${height} pixels, more than the ${maxImagePixels / 1e6} million that are read.`,
      hint: 'Reduce the image before you open it; the model sees at most 1333 pixels a side.',
    });
  }
}

async function openBitmap(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, {
      colorSpaceConversion: 'none',
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
    });
  } catch (error) {
    throw unreadable('The file is no image that this browser can read, or it is damaged.', error);
  }
}

function readPixels(bitmap: ImageBitmap): RgbImage {
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) {
    throw new EngineError({
      code: 'out-of-memory',
      message: `There is no memory for a picture of ${width} × ${height} pixels.`,
      hint: 'Use a smaller image.',
    });
  }
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0);
  const data = new Uint8Array(width * height * 3);
  // Strips keep the peak low: a whole RGBA copy of 40 million pixels takes 160 MB.
  const rows = Math.max(1, Math.floor(1_000_000 / width));
  for (let y = 0; y < height; y += rows) {
    const count = Math.min(rows, height - y);
    const rgba = context.getImageData(0, y, width, count).data;
    for (let from = 0, to = y * width * 3; from < rgba.length; from += 4, to += 3) {
      data[to] = rgba[from]!;
      data[to + 1] = rgba[from + 1]!;
      data[to + 2] = rgba[from + 2]!;
    }
  }
  return { width, height, data };
}

function unreadable(message: string, cause?: unknown): EngineError {
  return new EngineError(
    {
      code: 'image-unreadable',
      message,
      hint: 'Use a PNG, JPEG, WebP, GIF, BMP or AVIF file.',
      ...(cause instanceof Error ? { details: cause.message } : {}),
    },
    { cause },
  );
}
