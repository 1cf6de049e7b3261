import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { imageTensor } from '../clip/image/image-tensor';
import { type Preprocessing, normalisePixels } from '../clip/image/preprocess';
import type { RgbImage } from '../geometry/rgb-image';
import { cosine } from '../math/vector';
import { takeValues } from '../tensor/take-values';

/** Where the weather really goes in V_a's features, for one condition. */
export interface ConditionShift {
  readonly condition: string;
  /** Mean over scenes and positions of V_a(condition) − V_a(source): `[C]`. */
  readonly shift: Float32Array;
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
}

/** Images that go through V_a at once. */
const imagesPerBatch = 4;

/**
 * Measures the mean shift of V_a's features between counterfactual pairs: the same street in the source condition and in others.
 * Images go in whole, at their own size, as a detector takes them.
 */
export class MeanShift {
  readonly #tower: VisualTower;
  readonly #preprocessing: Preprocessing;
  readonly #conditions: readonly string[];
  /** Sums over even and odd scenes, condition by condition: `[2][conditions]` arrays `[C]`. */
  readonly #sums: readonly (readonly Float64Array[])[];
  readonly #sourceSum: Float64Array;
  readonly #sourceSquares: Float64Array;
  #scenes = 0;

  constructor(tower: VisualTower, preprocessing: Preprocessing, conditions: readonly string[]) {
    const zeros = () => new Float64Array(tower.architecture.featureChannels);
    this.#tower = tower;
    this.#preprocessing = preprocessing;
    this.#conditions = conditions;
    this.#sums = [conditions.map(zeros), conditions.map(zeros)];
    this.#sourceSum = zeros();
    this.#sourceSquares = zeros();
  }

  /** One scene in the source condition, and in each of the others in their order; all of one size. */
  async add(source: RgbImage, others: readonly RgbImage[]): Promise<void> {
    const [first, ...rest] = await this.#moments([source, ...others]);
    const sums = this.#sums[this.#scenes % 2]!;
    rest.forEach(({ mean }, at) => mean.forEach((value, c) => (sums[at]![c]! += value - first!.mean[c]!)));
    first!.mean.forEach((value, c) => (this.#sourceSum[c]! += value));
    first!.square.forEach((value, c) => (this.#sourceSquares[c]! += value));
    this.#scenes++;
  }

  /** Of the scenes so far; at least one. */
  result(): ShiftMeasurement {
    const scenes = this.#scenes;
    const [even, odd] = this.#sums;
    const mean = this.#sourceSum.map((sum) => sum / scenes);
    return {
      scenes,
      shifts: this.#conditions.map((condition, at) => ({
        condition,
        shift: Float32Array.from(even![at]!, (sum, c) => (sum + odd![at]![c]!) / scenes),
        reliability: cosine(Float32Array.from(even![at]!), Float32Array.from(odd![at]!)),
      })),
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
