import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { Offsets } from '../offsets';
import { pooledOffsets } from '../pooled-offset';
import type { DrawAugmentation, Method, MethodSetting, StepAugmentation } from './method';

/** The paper's method (section 3.3): each image gets the pooled offset of a target drawn uniformly, at every position of V_a's output. */
export const additive: Method = {
  title: 'CLIP the Gap',
  summary: 'Adds the pooled semantic offset of a random target prompt to the output of V_a.',
  changes: 'res4',
  learns: 'offsets',
  knows: 'prompt',
  suggestedPrompts: null,
  prepare: (setting) => drawOffsets(pooledOffsets(requireOffsets(setting))),
};

/** Gives each image one of the vectors `[C]`, added to every position of res4 (reference: `AUG_PROB`, whose draw is the trainer's). */
export function drawOffsets(pooled: readonly Float32Array[]): DrawAugmentation {
  return (imageCount, random) => addOffsets(Array.from({ length: imageCount }, () => random.pick(pooled)));
}

/** Adds one vector `[C]` to every position of res4, for each image its own. */
export function addOffsets(chosen: readonly Float32Array[]): StepAugmentation {
  return { res4: (features) => tf.tidy(() => tf.add(features, offsetTensor(chosen))) };
}

/** `[B, 1, 1, C]`. */
function offsetTensor(pooled: readonly Float32Array[]): tf.Tensor4D {
  return tf.stack(pooled.map((offset) => tf.tensor3d(offset, [1, 1, offset.length]))) as tf.Tensor4D;
}

/** The offsets of a setting, checked against its tower. */
export function requireOffsets({ learned, architecture }: MethodSetting): Offsets {
  const offsets = learned?.kind === 'offsets' ? learned.offsets : null;
  if (offsets === null || offsets.targetPrompts.length === 0) {
    throw new CodedError(
      'bad-config',
      'Training with augmentation needs semantic offsets.',
      'Optimise offsets first, or train without augmentation.',
    );
  }
  if (offsets.channels !== architecture.featureChannels) {
    throw new CodedError(
      'bundle-mismatch',
      `The offsets have ${offsets.channels} channels, the model's features ${architecture.featureChannels}.`,
      'Use offsets that were optimised with this CLIP model.',
    );
  }
  return offsets;
}
