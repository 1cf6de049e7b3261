import * as tf from '@tensorflow/tfjs-core';
import { type Preprocessing, normalisePixels } from '../clip/preprocess';
import { type CropWindow, cropBilinear, resizeAntialiased } from '../clip/resize';
import type { RgbImage } from '../geometry/rgb-image';
import type { Random } from '../math/random';
import type { OptimisationConfig } from './optimisation-config';

/** A window of an image that is to become one input of the tower. */
export interface Crop {
  readonly image: RgbImage;
  readonly window: CropWindow;
}

/** The fixed crops of a configuration, in pixels of the original images, not flipped. */
export function fixedCrops(config: OptimisationConfig, images: readonly RgbImage[]): readonly Crop[] {
  return (config.crops ?? []).map(({ image, ...window }) => ({ image: images[image] as RgbImage, window }));
}

/** Draws crops as the reference does: images at short side 600, flipped with probability ½, squares at uniform places. */
export class CropSampler {
  readonly #images: readonly RgbImage[];
  readonly #config: OptimisationConfig;
  /** Only images whose size changes are kept; the others are the caller's. */
  readonly #resized = new Map<number, RgbImage>();

  constructor(images: readonly RgbImage[], config: OptimisationConfig) {
    this.#images = images;
    this.#config = config;
  }

  /** `cropsPerStep` crops, spread as evenly as possible over `imagesPerStep` different images. */
  draw(random: Random): readonly Crop[] {
    const { cropsPerStep, imagesPerStep, cropSize } = this.#config;
    const chosen = random.sample(
      Array.from(this.#images, (_, index) => index),
      Math.min(imagesPerStep, cropsPerStep),
    );
    const flips = chosen.map(() => random.next() < 0.5);
    return Array.from({ length: cropsPerStep }, (_, at) => {
      const turn = at % chosen.length;
      const image = this.#atShortSide(chosen[turn] as number);
      const window = {
        x: random.integer(image.width - cropSize + 1),
        y: random.integer(image.height - cropSize + 1),
        width: cropSize,
        height: cropSize,
        flip: flips[turn] as boolean,
      };
      return { image, window };
    });
  }

  #atShortSide(index: number): RgbImage {
    const image = this.#images[index] as RgbImage;
    const short = this.#config.imageShortSide;
    if (Math.min(image.width, image.height) === short) return image;
    const known = this.#resized.get(index);
    if (known) return known;
    const { width, height } = shortSideSize(image, short);
    const resized = resizeAntialiased(image, width, height, 'bilinear');
    this.#resized.set(index, resized);
    return resized;
  }
}

/** Sizes after the short side becomes `short`: rounded half up, as detectron2's `ResizeShortestEdge` (720×1280 at 600 is 600×1067). */
export function shortSideSize(
  image: { readonly width: number; readonly height: number },
  short: number,
): { readonly width: number; readonly height: number } {
  const scale = short / Math.min(image.width, image.height);
  return { width: Math.floor(image.width * scale + 0.5), height: Math.floor(image.height * scale + 0.5) };
}

/** The crops at the model's input size, normalised: `[N, R, R, 3]`. */
export function cropTensor(crops: readonly Crop[], preprocessing: Preprocessing): tf.Tensor4D {
  const { size } = preprocessing;
  const values = new Float32Array(crops.length * size * size * 3);
  crops.forEach(({ image, window }, at) => {
    const into = values.subarray(at * size * size * 3, (at + 1) * size * size * 3);
    normalisePixels(cropBilinear(image, window, size, size), preprocessing, into);
  });
  return tf.tensor4d(values, [crops.length, size, size, 3]);
}
