/** Images as the detector's input, padded with zeros after their normalisation to one size (bottom, right). */
import type * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import type { Size } from '../geometry/resize';
import type { RgbImage } from '../geometry/rgb-image';
import { normaliseForDetector, type NormalisedImage } from './working-size';

export interface ImageBatch {
  /** `[B, H, W, 3]`, normalised; the caller disposes of it. */
  readonly pixels: tf.Tensor4D;
  /** Extent of each image inside the batch, in pixels. */
  readonly sizes: readonly Size[];
}

/** Batches images that already have their working size. */
export function createImageBatch(images: readonly RgbImage[]): ImageBatch {
  return batchNormalised(images.map(normaliseForDetector));
}

/** Batches images that are normalised. */
export function batchNormalised(images: readonly NormalisedImage[]): ImageBatch {
  const height = Math.max(...images.map((image) => image.height));
  const width = Math.max(...images.map((image) => image.width));
  const pixels = imageTensor(images.length, { height, width }, (at, batch) => {
    const image = images[at]!;
    for (let y = 0; y < image.height; y++)
      batch.set(image.pixels.subarray(y * image.width * 3, (y + 1) * image.width * 3), y * width * 3);
  });
  return { pixels, sizes: images.map((image) => ({ width: image.width, height: image.height })) };
}
