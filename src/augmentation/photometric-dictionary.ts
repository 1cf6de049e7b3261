import * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import { normalisePixels, type Preprocessing, resizedAndCropped } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import type { RgbImage } from '../geometry/rgb-image';
import { applyTransform } from '../photometrics/apply-transform';
import { embeddingShift } from '../photometrics/embedding-shift';
import { pixelChange } from '../photometrics/matched-random';
import type { PhotometricTransform } from '../photometrics/parameters';
import { takeValues } from '../tensor/take-values';

/** Images that go through the tower at once. */
const imagesPerBatch = 8;

/** What a transform does to the source images. D embedding. */
export interface MeasuredTransform {
  /** f_k: mean over the images of unit(z(t x)) − unit(z(x)), `[D]`. */
  readonly shift: Float32Array;
  /** Mean over the images of the root mean squared change of their pixels, a share of white. */
  readonly change: number;
}

/**
 * Measures what photometric transforms do to source images in a model's embedding: once for a model, without any prompt, and forward only. Images go
 * in whole, at the size and cut of the model; the transforms act on those 8-bit pixels.
 */
export class PhotometricDictionary {
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
  ): Promise<PhotometricDictionary> {
    const images = sourceImages.map((image) => resizedAndCropped(image, preprocessing));
    const source = await embedImages(tower, preprocessing, images);
    return new PhotometricDictionary(tower, preprocessing, images, source);
  }

  /**
   * One transform on all images.
   * @param index its number in the dictionary, which decides its noise
   */
  async measure(transform: PhotometricTransform, index: number): Promise<MeasuredTransform> {
    const { length } = this.#images;
    const changed = this.#changed(transform, index);
    const embeddings = await embedImages(this.#tower, this.#preprocessing, changed);
    const change = this.#images.reduce((sum, image, at) => sum + pixelChange(image, changed[at]!), 0) / length;
    return { shift: embeddingShift(embeddings, this.#source), change };
  }

  /** z of all images under a transform, `[D]` each, not normalised; the identity gives z(x). */
  async embeddings(transform: PhotometricTransform, index: number): Promise<readonly Float32Array[]> {
    return embedImages(this.#tower, this.#preprocessing, this.#changed(transform, index));
  }

  #changed(transform: PhotometricTransform, index: number): readonly RgbImage[] {
    return this.#images.map((image, at) => applyTransform(image, transform, index * this.#images.length + at));
  }
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
