import type * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import { type Preprocessing, normalisePixels } from '../clip/image/preprocess';
import { type CropWindow, cropBilinear, resizeAntialiased } from '../clip/image/pillow-resize';
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

/** A crop that was drawn and not cut yet. */
export interface DrawnCrop {
  /** Place of the source image. */
  readonly source: number;
  /** In pixels of the image at the configured short side. */
  readonly window: CropWindow;
}

/** What resized source images may take; 128 of 600 × 1067 pixels. */
const resizedBytes = 256 * 2 ** 20;

/** Draws crops as the reference does: images at short side 600, flipped with probability ½, squares at uniform places. */
export class CropSampler {
  readonly #images: readonly RgbImage[];
  readonly #config: OptimisationConfig;
  /** Images whose size changes, the longest unused first; the others are the caller's. */
  readonly #resized = new Map<number, RgbImage>();
  readonly #budget: number;
  #bytes = 0;

  /** @param budget bytes that resized images may take; what does not fit is resized anew when it is drawn again */
  constructor(images: readonly RgbImage[], config: OptimisationConfig, budget = resizedBytes) {
    this.#images = images;
    this.#config = config;
    this.#budget = budget;
  }

  /** `cropsPerStep` crops, spread as evenly as possible over `imagesPerStep` different images. */
  draw(random: Random): readonly DrawnCrop[] {
    const { cropsPerStep, imagesPerStep, cropSize, imageShortSide } = this.#config;
    const chosen = random.sample(
      Array.from(this.#images, (_, index) => index),
      Math.min(imagesPerStep, cropsPerStep),
    );
    const flips = chosen.map(() => random.next() < 0.5);
    return Array.from({ length: cropsPerStep }, (_, at) => {
      const turn = at % chosen.length;
      const source = chosen[turn] as number;
      const { width, height } = shortSideSize(this.#images[source] as RgbImage, imageShortSide);
      const window = {
        x: random.integer(width - cropSize + 1),
        y: random.integer(height - cropSize + 1),
        width: cropSize,
        height: cropSize,
        flip: flips[turn] as boolean,
      };
      return { source, window };
    });
  }

  /** The crop with its image, which is resized now where it was not before. */
  cut({ source, window }: DrawnCrop): Crop {
    return { image: this.#atShortSide(source), window };
  }

  #atShortSide(index: number): RgbImage {
    const image = this.#images[index] as RgbImage;
    const short = this.#config.imageShortSide;
    if (Math.min(image.width, image.height) === short) return image;
    const { width, height } = shortSideSize(image, short);
    const resized = this.#resized.get(index) ?? resizeAntialiased(image, width, height, 'bilinear');
    this.#keep(index, resized);
    return resized;
  }

  #keep(index: number, image: RgbImage): void {
    if (!this.#resized.delete(index)) this.#bytes += image.data.length;
    this.#resized.set(index, image);
    for (const [longestUnused, { data }] of this.#resized) {
      if (this.#bytes <= this.#budget) return;
      this.#resized.delete(longestUnused);
      this.#bytes -= data.length;
    }
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
  return imageTensor(crops.length, { height: size, width: size }, (at, pixels) =>
    writeCrop(crops[at]!, preprocessing, pixels, 0),
  );
}

/** The crop at the model's input size, normalised, as row `at` of `into`. */
export function writeCrop({ image, window }: Crop, preprocessing: Preprocessing, into: Float32Array, at: number): void {
  const { size } = preprocessing;
  const length = size * size * 3;
  const row = into.subarray(at * length, (at + 1) * length);
  normalisePixels(cropBilinear(image, window, size, size), preprocessing, row);
}
