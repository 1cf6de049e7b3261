import * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import { resizeAntialiased } from '../clip/image/pillow-resize';
import { normalisePixels, type Preprocessing, resizedAndCropped } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import type { RgbImage } from '../geometry/rgb-image';
import { mean } from '../math/statistics';
import { norm } from '../math/vector';
import { applyTransform } from '../photometrics/apply-transform';
import type { MeasuredTransform } from '../photometrics/dictionary/dictionary';
import { leastStrength } from '../photometrics/dictionary/least-strength';
import { embeddingShift } from '../photometrics/embedding-shift';
import { pixelChange } from '../photometrics/matched-random';
import type { PhotometricTransform } from '../photometrics/parameters';
import { atStrength } from '../photometrics/strength';
import { takeValues } from '../tensor/take-values';

/** Images that go through the tower at once. */
const imagesPerBatch = 8;

/** Short side to which larger source images are brought before they are changed: that of the built-in detectors' images, in whose pixels blur is given. */
const shortSide = 256;

/**
 * Measures what photometric transforms do to source images in a model's embedding: forward only, and without any prompt. A transform acts on the whole
 * image, as in a training, and the model's own resizing and cut come after it.
 */
export class TransformMeter {
  readonly #tower: VisualTower;
  readonly #preprocessing: Preprocessing;
  readonly #images: readonly RgbImage[];
  readonly #source: readonly Float32Array[];

  private constructor(
    tower: VisualTower,
    preprocessing: Preprocessing,
    images: readonly RgbImage[],
    source: readonly Float32Array[],
  ) {
    this.#tower = tower;
    this.#preprocessing = preprocessing;
    this.#images = images;
    this.#source = source;
  }

  /** Embeds the source images, at least one. */
  static async of(
    tower: VisualTower,
    preprocessing: Preprocessing,
    sourceImages: readonly RgbImage[],
  ): Promise<TransformMeter> {
    const images = sourceImages.map((image) => dictionaryImage(image, preprocessing));
    const source = await embedImages(
      tower,
      preprocessing,
      images.map((image) => resizedAndCropped(image, preprocessing)),
    );
    return new TransformMeter(tower, preprocessing, images, source);
  }

  /**
   * One transform on all images, at half and at full strength.
   * @param index its number in the dictionary, which decides its noise
   */
  async measure(transform: PhotometricTransform, index: number): Promise<MeasuredTransform> {
    const changed = this.#changed(transform, index);
    const shift = embeddingShift(await this.#embed(changed), this.#source);
    const half = embeddingShift(await this.#embed(this.#changed(atStrength(transform, 0.5), index)), this.#source);
    return {
      shift,
      change: mean(this.#images.map((image, at) => pixelChange(image, changed[at]!))),
      leastStrength: leastStrength(norm(half), norm(shift)),
    };
  }

  #changed(transform: PhotometricTransform, index: number): readonly RgbImage[] {
    return this.#images.map((image, at) => applyTransform(image, transform, index * this.#images.length + at));
  }

  #embed(images: readonly RgbImage[]): Promise<readonly Float32Array[]> {
    return embedImages(
      this.#tower,
      this.#preprocessing,
      images.map((image) => resizedAndCropped(image, this.#preprocessing)),
    );
  }
}

/** A source image as a dictionary takes it: its short side at most 256 pixels, or what the model needs where that is more. */
export function dictionaryImage(image: RgbImage, { size }: Preprocessing): RgbImage {
  const { width, height } = image;
  const factor = Math.max(shortSide, size) / Math.min(width, height);
  if (factor >= 1) return image;
  return resizeAntialiased(image, Math.round(width * factor), Math.round(height * factor), 'bilinear');
}

/** z of images of the model's size, `[D]` each, not normalised. */
export async function embedImages(
  tower: VisualTower,
  preprocessing: Preprocessing,
  images: readonly RgbImage[],
): Promise<readonly Float32Array[]> {
  const embeddings: Float32Array[] = [];
  for (let from = 0; from < images.length; from += imagesPerBatch) {
    const batch = images.slice(from, from + imagesPerBatch);
    const values = await takeValues(
      tf.tidy(() => {
        const pixels = imageTensor(batch.length, batch[0]!, (at, into) =>
          normalisePixels(batch[at]!.data, preprocessing, into),
        );
        return tower.imageEmbedding(tower.res4Features(pixels));
      }),
    );
    const dimensions = values.length / batch.length;
    batch.forEach((_, row) => embeddings.push(values.slice(row * dimensions, (row + 1) * dimensions)));
  }
  return embeddings;
}
