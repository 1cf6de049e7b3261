import { CodedError } from '../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { modelInput } from '../clip/image/image-tensor';
import type { Preprocessing } from '../clip/image/preprocess';
import type { RgbImage } from '../geometry/rgb-image';
import { takeValues } from '../tensor/take-values';
import { unit } from './embedding-terms';
import { pairsAtOnce } from './memory-budget';
import type { Offsets } from './offsets';
import { augmentedEmbeddings } from './optimisation-loss';

/** Embeddings of images before and after augmentation, unit length. */
export interface AugmentedEmbeddings {
  /** z of each image: B arrays `[D]`. */
  readonly original: readonly Float32Array[];
  /** z̄ of each target and image: T lists of B arrays `[D]`. */
  readonly augmented: readonly (readonly Float32Array[])[];
}

/** Images of which z and all z̄ fit the memory budget together; V_a's own batch is small enough then. */
export function imagesAtOnce(tower: VisualTower, targets: number): number {
  return Math.min(8, Math.max(1, Math.floor(pairsAtOnce(tower.architecture) / (targets + 1))));
}

/**
 * z = V_b(V_a(I)) and z̄_j = V_b(V_a(I) + A_j) of a batch, on one path, so that an offset of zeros gives z̄ = z exactly.
 *
 * @param tower with frozen batch norms
 * @param offsets with the tower's grid, or with one position that stands for all
 * @throws ModelError `bundle-mismatch` where the offsets do not fit the tower
 */
export async function embedAugmented(
  tower: VisualTower,
  images: readonly RgbImage[],
  offsets: Offsets,
  preprocessing: Preprocessing,
): Promise<AugmentedEmbeddings> {
  const targets = offsets.targetPrompts.length;
  const embeddings = tf.tidy(() => {
    const features = tower.res4Features(modelInput(images, preprocessing));
    const shifts = offsetGrids(tower, offsets);
    const withNone = tf.concat([tf.zerosLike(tf.slice(shifts, [0], [1])), shifts]);
    return unit(augmentedEmbeddings(tower, tower.res5Input(features), withNone));
  });
  const [, , dimensions] = embeddings.shape;
  const values = await takeValues(embeddings);
  const row = (target: number) =>
    images.map((_, image) => {
      const start = (target * images.length + image) * dimensions;
      return values.slice(start, start + dimensions);
    });
  return { original: row(0), augmented: Array.from({ length: targets }, (_, target) => row(target + 1)) };
}

/** `[T, C, H, W]` of a file as `[T, grid, grid, C]` of the tower. */
function offsetGrids(
  { architecture: { grid, featureChannels } }: VisualTower,
  { targetPrompts, channels, height, width, values }: Offsets,
): tf.Tensor4D {
  const pooled = height === 1 && width === 1;
  if (channels !== featureChannels || !(pooled || (height === grid && width === grid)) || targetPrompts.length === 0) {
    throw new CodedError(
      'bundle-mismatch',
      `The offsets are ${targetPrompts.length} grids of ${channels}×${height}×${width}; the model's features are ${featureChannels}×${grid}×${grid}.`,
      'Use offsets that were optimised with this CLIP model.',
    );
  }
  const grids = tf.transpose(tf.tensor4d(values, [targetPrompts.length, channels, height, width]), [0, 2, 3, 1]);
  return pooled ? tf.tile(grids, [1, grid, grid, 1]) : grids;
}
