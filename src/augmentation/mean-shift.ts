import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { imageTensor } from '../clip/image/image-tensor';
import { type Preprocessing, normalisePixels, resizedAndCropped } from '../clip/image/preprocess';
import type { RgbImage } from '../geometry/rgb-image';
import { cosine } from '../math/vector';
import { embeddingShift } from '../photometrics/embedding-shift';
import { takeValues } from '../tensor/take-values';
import { embedImages } from './measure-transforms';

/** Where changed images go. */
export interface ImageShift {
  /** Mean over scenes and positions of V_a(changed) − V_a(source): `[C]`. */
  readonly shift: Float32Array;
  /** Mean over scenes of unit(z(changed)) − unit(z(source)): `[D]`. */
  readonly embeddingShift: Float32Array;
}

/** Where the weather really goes, for one condition. */
export interface ConditionShift extends ImageShift {
  readonly condition: string;
  /** Cosine between the shifts of every second scene and of the others: what no estimate can exceed by much. NaN of one scene. */
  readonly reliability: number;
}

/** The true shifts between counterfactual pairs, with the scale of the features that they move. */
export interface ShiftMeasurement {
  readonly scenes: number;
  readonly shifts: readonly ConditionShift[];
  /** Mean and standard deviation of V_a's features over scenes and positions in the source condition: `[C]` each. */
  readonly sourceMean: Float32Array;
  readonly sourceDeviation: Float32Array;
  /** Where a policy moves the same scenes, each prompt in its order; one draw for each scene. One list for each policy that was asked for. */
  readonly policies: readonly (readonly ImageShift[])[];
  /** Mean over scenes of z̄ − z for each target of the offsets that were asked for, `[D]`; null of none. */
  readonly offsets: readonly Float32Array[] | null;
}

/** Images that go through V_a at once. */
const imagesPerBatch = 4;

/**
 * Measures the mean shift between the same street in the source condition and changed: in another condition, or under a transform.
 * For V_a images go in whole, at their own size, as a detector takes them; for the embedding as the model resizes and cuts them.
 */
export class MeanShift {
  readonly #tower: VisualTower;
  readonly #preprocessing: Preprocessing;
  /** Sums over even and odd scenes, change by change: `[2][changes]` arrays `[C]`. */
  readonly #sums: readonly (readonly Float64Array[])[];
  /** `[changes]` arrays `[D]`. */
  readonly #embeddingSums: readonly Float64Array[];
  readonly #sourceSum: Float64Array;
  readonly #sourceSquares: Float64Array;
  #scenes = 0;

  /** @param changes of each scene */
  constructor(tower: VisualTower, preprocessing: Preprocessing, changes: number) {
    const { featureChannels, embeddingDim } = tower.architecture;
    const zeros = (length: number) => new Float64Array(length);
    const lists = (length: number) => Array.from({ length: changes }, () => zeros(length));
    this.#tower = tower;
    this.#preprocessing = preprocessing;
    this.#sums = [lists(featureChannels), lists(featureChannels)];
    this.#embeddingSums = lists(embeddingDim);
    this.#sourceSum = zeros(featureChannels);
    this.#sourceSquares = zeros(featureChannels);
  }

  /** One scene as it is, and after each of the changes in their order; all of one size. */
  async add(source: RgbImage, changed: readonly RgbImage[]): Promise<void> {
    const [first, ...rest] = await this.#moments([source, ...changed]);
    const sums = this.#sums[this.#scenes % 2]!;
    rest.forEach(({ mean }, at) => mean.forEach((value, c) => (sums[at]![c]! += value - first!.mean[c]!)));
    first!.mean.forEach((value, c) => (this.#sourceSum[c]! += value));
    first!.square.forEach((value, c) => (this.#sourceSquares[c]! += value));
    const [before, ...after] = await embedImages(
      this.#tower,
      this.#preprocessing,
      [source, ...changed].map((image) => resizedAndCropped(image, this.#preprocessing)),
    );
    after.forEach((embedding, at) =>
      embeddingShift([embedding], [before!]).forEach((value, d) => (this.#embeddingSums[at]![d]! += value)),
    );
    this.#scenes++;
  }

  /** Of the scenes so far, change by change; at least one scene. */
  shifts(): readonly (ImageShift & Pick<ConditionShift, 'reliability'>)[] {
    const scenes = this.#scenes;
    const [even, odd] = this.#sums;
    return this.#embeddingSums.map((embeddingSum, at) => ({
      shift: Float32Array.from(even![at]!, (sum, c) => (sum + odd![at]![c]!) / scenes),
      embeddingShift: Float32Array.from(embeddingSum, (sum) => sum / scenes),
      reliability: cosine(Float32Array.from(even![at]!), Float32Array.from(odd![at]!)),
    }));
  }

  /** The scale of the features in the source condition. */
  source(): Pick<ShiftMeasurement, 'scenes' | 'sourceMean' | 'sourceDeviation'> {
    const scenes = this.#scenes;
    const mean = this.#sourceSum.map((sum) => sum / scenes);
    return {
      scenes,
      sourceMean: Float32Array.from(mean),
      sourceDeviation: Float32Array.from(this.#sourceSquares, (sum, c) =>
        Math.sqrt(Math.max(0, sum / scenes - mean[c]! ** 2)),
      ),
    };
  }

  /** Mean and mean square over the positions, for each image. */
  async #moments(images: readonly RgbImage[]): Promise<{ mean: Float32Array; square: Float32Array }[]> {
    const results: { mean: Float32Array; square: Float32Array }[] = [];
    for (let from = 0; from < images.length; from += imagesPerBatch) {
      const batch = images.slice(from, from + imagesPerBatch);
      const moments = tf.tidy(() => {
        const features = this.#tower.res4Features(normalisedImages(batch, this.#preprocessing));
        return tf.stack([tf.mean(features, [1, 2]), tf.mean(tf.square(features), [1, 2])], 1);
      });
      const values = await takeValues(moments);
      const channels = this.#sourceSum.length;
      batch.forEach((_, row) =>
        results.push({
          mean: values.slice(2 * row * channels, (2 * row + 1) * channels),
          square: values.slice((2 * row + 1) * channels, (2 * row + 2) * channels),
        }),
      );
    }
    return results;
  }
}

/** Images of one size, as they are, `[N, H, W, 3]`. */
function normalisedImages(images: readonly RgbImage[], preprocessing: Preprocessing): tf.Tensor4D {
  return imageTensor(images.length, images[0]!, (at, pixels) =>
    normalisePixels(images[at]!.data, preprocessing, pixels),
  );
}
