import type { RgbImage } from '../../geometry/rgb-image';
import { turnImage } from '../../geometry/turn-image';
import { readBitmap } from './bitmap-pixels';
import { blobSourceOf } from '../../formats/blob-source';
import { checkImageSize, inspectImageFile, unreadableImage } from './image-file';

/** Colours as the file has them, so that every browser gives the same numbers. */
const decoding: ImageBitmapOptions = {
  colorSpaceConversion: 'none',
  imageOrientation: 'from-image',
  premultiplyAlpha: 'none',
};

/**
 * Decodes an image file in the worker as PIL and detectron2 do: without colour conversion, turned as its metadata say, colours without their transparency.
 * @throws EngineError `image-unreadable`, `image-too-small`, `image-too-large`, `out-of-memory`
 */
export async function decodeImage(file: Blob): Promise<RgbImage> {
  const { start, turn } = await inspectImageFile(blobSourceOf(file));
  const bitmap = await openBitmap(file, start);
  try {
    checkImageSize(bitmap.width, bitmap.height);
    const image = readBitmap(bitmap);
    // The browser follows metadata of the standard form that stand before the picture, and no others.
    return turn.standard ? image : turnImage(image, turn.orientation);
  } finally {
    bitmap.close();
  }
}

async function openBitmap(file: Blob, start: Uint8Array): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, decoding);
  } catch (error) {
    throw unreadableImage(start, error);
  }
}
