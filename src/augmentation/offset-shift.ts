import type { Preprocessing } from '../clip/image/preprocess';
import type { VisualTower } from '../clip/tower/modified-resnet';
import type { RgbImage } from '../geometry/rgb-image';
import { embeddingShift } from '../photometrics/embedding-shift';
import { embedAugmented } from './embed-augmented';
import type { Offsets } from './offsets';

/** Measures where offsets move images in the embedding: the mean of unit(z̄) − unit(z), for each of T targets. D embedding. */
export class OffsetShift {
  readonly #tower: VisualTower;
  readonly #preprocessing: Preprocessing;
  readonly #offsets: Offsets;
  readonly #original: Float32Array[] = [];
  readonly #augmented: readonly Float32Array[][];

  constructor(tower: VisualTower, preprocessing: Preprocessing, offsets: Offsets) {
    this.#tower = tower;
    this.#preprocessing = preprocessing;
    this.#offsets = offsets;
    this.#augmented = offsets.targetPrompts.map(() => []);
  }

  /** @throws ModelError `bundle-mismatch` where the offsets do not fit the tower */
  async add(image: RgbImage): Promise<void> {
    const { original, augmented } = await embedAugmented(this.#tower, [image], this.#offsets, this.#preprocessing);
    this.#original.push(...original);
    augmented.forEach((embeddings, target) => this.#augmented[target]!.push(...embeddings));
  }

  /** `[T]` vectors `[D]` of the images so far, at least one. */
  result(): readonly Float32Array[] {
    return this.#augmented.map((embeddings) => embeddingShift(embeddings, this.#original));
  }
}
