/** Images as the detector's input: detectron2's `ResizeShortestEdge` (bilinear, as Pillow does it), CLIP's normalisation, padded with zeros after it to one size (bottom, right). */
import * as tf from '@tensorflow/tfjs-core';
import { clipPreprocessing, normalisePixels } from '../clip/preprocess';
import { ModelError } from '../clip/model-error';
import { resizeAntialiased } from '../clip/resize';
import { res4Size, resizeShortestEdge, type Size } from '../geometry/resize';
import type { RgbImage } from '../geometry/rgb-image';
import type { DetectorConfig } from './detector-config';

/** CLIP's own mean and deviation, whatever `preprocess_cfg.json` says: the reference has them as constants. */
const normalisation = clipPreprocessing(224);

export interface ImageBatch {
  /** `[B, H, W, 3]`, normalised; the caller disposes of it. */
  readonly pixels: tf.Tensor4D;
  /** Extent of each image inside the batch, in pixels. */
  readonly sizes: readonly Size[];
}

/** The image at the size that the detector works on. @throws ModelError `bad-config` for an image so elongated that V_a has no cell for it */
export function resizeForDetector(
  image: RgbImage,
  config: Pick<DetectorConfig, 'imageShortSide' | 'imageMaxSide'>,
): RgbImage {
  const { width, height } = resizeShortestEdge(image, config.imageShortSide, config.imageMaxSide);
  const grid = res4Size({ width, height });
  if (grid.width < 1 || grid.height < 1) {
    throw new ModelError(
      'bad-config',
      `The image of ${image.width} × ${image.height} pixels is too long for its width: at the detector's size ${width} × ${height} no features are left.`,
      'Cut it into pieces that are less elongated.',
    );
  }
  return width === image.width && height === image.height ? image : resizeAntialiased(image, width, height, 'bilinear');
}

/** Batches images that already have their working size. */
export function createImageBatch(images: readonly RgbImage[]): ImageBatch {
  const height = Math.max(...images.map((image) => image.height));
  const width = Math.max(...images.map((image) => image.width));
  const values = new Float32Array(images.length * height * width * 3);
  images.forEach((image, b) => {
    const normalised = normalisePixels(image.data, normalisation);
    for (let y = 0; y < image.height; y++) {
      const row = normalised.subarray(y * image.width * 3, (y + 1) * image.width * 3);
      values.set(row, (b * height + y) * width * 3);
    }
  });
  const pixels = tf.tensor4d(values, [images.length, height, width, 3]);
  return { pixels, sizes: images.map((image) => ({ width: image.width, height: image.height })) };
}
