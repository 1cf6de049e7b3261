import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../../geometry/rgb-image';
import { preprocessImage, type Preprocessing } from './preprocess';

/**
 * Normalised pixels of images as one tensor `[N, height, width, 3]`; the caller disposes of it.
 *
 * @param write fills the pixels of one image, `[height, width, 3]`, which begin as zeros
 */
export function imageTensor(
  images: number,
  { height, width }: { readonly height: number; readonly width: number },
  write: (image: number, pixels: Float32Array) => void,
): tf.Tensor4D {
  const size = height * width * 3;
  const values = new Float32Array(images * size);
  for (let image = 0; image < images; image++) write(image, values.subarray(image * size, (image + 1) * size));
  return tf.tensor4d(values, [images, height, width, 3]);
}

/** Whole images as CLIP sees them: resized, cropped and normalised, `[N, R, R, 3]`. */
export function modelInput(images: readonly RgbImage[], preprocessing: Preprocessing): tf.Tensor4D {
  const { size } = preprocessing;
  return imageTensor(images.length, { height: size, width: size }, (at, pixels) =>
    pixels.set(preprocessImage(images[at]!, preprocessing)),
  );
}
