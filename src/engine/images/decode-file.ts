import { resizeAntialiased } from '../../clip/image/pillow-resize';
import type { RgbImage } from '../../geometry/rgb-image';

/** A file whose picture is wanted. */
export interface DecodeOrder {
  readonly file: Blob;
  /** Pixels of the longer side, at most; null leaves the picture as large as it is. */
  readonly longSide: number | null;
}

/** Decodes a picture file, here or in another thread. */
export type DecodeFile = (order: DecodeOrder) => Promise<RgbImage>;

/** Decodes files in this thread; what is larger than wanted is made smaller with Pillow's bilinear filter. */
export function createFileDecoder(decode: (file: Blob) => Promise<RgbImage>): DecodeFile {
  return async ({ file, longSide }) => {
    const image = await decode(file);
    const scale = longSide === null ? 1 : longSide / Math.max(image.width, image.height);
    if (scale >= 1) return image;
    const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
    return resizeAntialiased(image, side(image.width), side(image.height), 'bilinear');
  };
}
