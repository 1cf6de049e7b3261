import { CodedError } from '../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import { imageTensor } from '../clip/image/image-tensor';
import { resizeAntialiased } from '../clip/image/pillow-resize';
import { normalisePixels, type Preprocessing, resizedAndCropped } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { roundToFloat16 } from '../formats/float16';
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
import { type Interruption, interruptible } from '../tensor/parts';
import { takeValues } from '../tensor/take-values';
import { dictionaryImagesAtOnce } from './dictionary-cost';

/** Short side to which larger source images are brought before they are changed: that of the built-in detectors' images, in whose pixels blur is given. */
const shortSide = 256;

/** What {@link TransformMeter.of} can be told beside its images. */
export interface MeterOptions {
  /** How errors call the images; by their number where it is left out. */
  readonly imageNames?: readonly string[] | undefined;
  readonly interruption?: Interruption | undefined;
}

/**
 * Measures what photometric transforms do to source images in a model's embedding: forward only, and without any prompt. A transform acts on the whole
 * image, as in a training, and the model's own resizing and cut come after it.
 */
export class TransformMeter {
  readonly #tower: VisualTower;
  readonly #preprocessing: Preprocessing;
  readonly #images: readonly RgbImage[];
  readonly #source: readonly Float32Array[];
  readonly #names: readonly string[];

  private constructor(
    tower: VisualTower,
    preprocessing: Preprocessing,
    images: readonly RgbImage[],
    source: readonly Float32Array[],
    names: readonly string[],
  ) {
    this.#tower = tower;
    this.#preprocessing = preprocessing;
    this.#images = images;
    this.#source = source;
    this.#names = names;
  }

  /** Embeds the source images, at least one. @throws ModelError `diverged` where an embedding has no direction */
  static async of(
    tower: VisualTower,
    preprocessing: Preprocessing,
    sourceImages: readonly RgbImage[],
    { imageNames, interruption }: MeterOptions = {},
  ): Promise<TransformMeter> {
    const images = sourceImages.map((image) => dictionaryImage(image, preprocessing));
    const source = await embedImages(
      tower,
      preprocessing,
      images.map((image) => resizedAndCropped(image, preprocessing)),
      interruption,
    );
    const names = images.map((_, at) => imageNames?.[at] ?? `source image ${at + 1} of ${images.length}`);
    checkDirections(source, names, 'as it is');
    return new TransformMeter(tower, preprocessing, images, source, names);
  }

  /**
   * One transform on all images, at half and at full strength.
   * @param index its number in the dictionary, which decides its noise
   * @param interruption ends it early, and lets others work between batches
   * @throws ModelError `diverged` where an embedding has no direction
   */
  async measure(
    transform: PhotometricTransform,
    index: number,
    interruption?: Interruption,
  ): Promise<MeasuredTransform> {
    const full = await this.#shift(transform, index, interruption);
    const half = await this.#shift(atStrength(transform, 0.5), index, interruption);
    return {
      shift: roundToFloat16(full.shift),
      change: Math.fround(mean(this.#images.map((image, at) => pixelChange(image, full.changed[at]!)))),
      leastStrength: Math.fround(leastStrength(norm(half.shift), norm(full.shift))),
    };
  }

  async #shift(transform: PhotometricTransform, index: number, interruption: Interruption | undefined) {
    const changed: RgbImage[] = [];
    for (const [at, image] of this.#images.entries()) {
      changed.push(applyTransform(image, transform, index * this.#images.length + at));
      await interruption?.pause();
    }
    const embeddings = await embedImages(
      this.#tower,
      this.#preprocessing,
      changed.map((image) => resizedAndCropped(image, this.#preprocessing)),
      interruption,
    );
    checkDirections(embeddings, this.#names, `under transform ${index + 1}`);
    return { changed, shift: embeddingShift(embeddings, this.#source) };
  }
}

function checkDirections(embeddings: readonly Float32Array[], names: readonly string[], state: string): void {
  const at = embeddings.findIndex((embedding) => !(norm(embedding) > 0 && norm(embedding) < Infinity));
  if (at < 0) return;
  throw new CodedError(
    'diverged',
    `The image “${names[at]}” has no direction in the model’s embedding ${state}: its length there is ${norm(embeddings[at]!)}.`,
    'Leave this image out; where every image is like that, the model’s weights are broken.',
  );
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
  interruption?: Interruption,
): Promise<readonly Float32Array[]> {
  const embeddings: Float32Array[] = [];
  const count = dictionaryImagesAtOnce(tower.architecture);
  for (let from = 0; from < images.length; from += count) {
    const batch = images.slice(from, from + count);
    const embedBatch = () =>
      tf.tidy(() => {
        const pixels = imageTensor(batch.length, batch[0]!, (at, into) =>
          normalisePixels(batch[at]!.data, preprocessing, into),
        );
        return tower.imageEmbedding(tower.res4Features(pixels));
      });
    const values = await takeValues(interruptible(interruption, embedBatch));
    await interruption?.pause();
    const dimensions = values.length / batch.length;
    batch.forEach((_, row) => embeddings.push(values.slice(row * dimensions, (row + 1) * dimensions)));
  }
  return embeddings;
}
