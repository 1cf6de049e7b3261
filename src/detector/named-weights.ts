import { CodedError } from '../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';

import type { WeightTensor } from '../clip/weights/visual-weights';
import { takeValues } from '../tensor/take-values';

/**
 * Weights of a detector by their state_dict name, in PyTorch's axis order: `proposal_generator.…` and `roi_heads.…` as in
 * detectron2, `visual.layer4.…` for what differs from the CLIP model that it was trained on.
 */
export type NamedWeights = ReadonlyMap<string, WeightTensor>;

/** Before the names of the tower's weights. */
export const towerPrefix = 'visual.';

/** Layout of a variable here; `linear` is `[I, O]` and `convolution` `[h, w, I, O]`, anything else is stored as it is. */
export function isTransposed(name: string, rank: number): boolean {
  return name.endsWith('.weight') && (rank === 4 || rank === 2);
}

/** Axis order that turns PyTorch's layout into ours. */
function toOurs(rank: number): number[] {
  return rank === 4 ? [2, 3, 1, 0] : [1, 0];
}

/** Axis order that turns our layout into PyTorch's. */
function toTorch(rank: number): number[] {
  return rank === 4 ? [3, 2, 0, 1] : [1, 0];
}

/**
 * A variable from stored weights.
 * @throws ModelError `bundle-mismatch` where the name is missing or the shape is not `shape` (PyTorch's order)
 */
export function createVariable(weights: NamedWeights, name: string, shape: readonly number[]): tf.Variable {
  const stored = weights.get(name);
  if (stored?.shape.join() !== shape.join()) {
    throw new CodedError(
      'bundle-mismatch',
      `The detector's "${name}" should be [${shape.join(', ')}] and ${stored ? `is [${stored.shape.join(', ')}]` : 'is missing'}.`,
      'Use a detector that was trained on this CLIP model.',
    );
  }
  return tf.tidy(() => {
    const tensor = tf.tensor(stored.data, [...stored.shape], 'float32');
    const ours = isTransposed(name, shape.length) ? tf.transpose(tensor, toOurs(shape.length)) : tensor;
    return tf.variable(ours);
  });
}

/** Reads a variable back into a file's layout. */
export async function readVariable(name: string, variable: tf.Tensor): Promise<WeightTensor> {
  const rank = variable.rank;
  const torch = tf.tidy(() => (isTransposed(name, rank) ? tf.transpose(variable, toTorch(rank)) : variable.clone()));
  const shape = [...torch.shape];
  return { shape, data: Float32Array.from(await takeValues(torch)) };
}
