import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import { injectStyle } from '../pin/instance-normalisation';
import type { Styles } from '../pin/styles';
import type { Method, MethodSetting } from './method';

/**
 * PØDA (Fahes et al., ICCV 2023): each image gets a stored style at layer1, drawn uniformly over prompts and crops, without ReLU after it. PØDA's detection branch
 * draws one style a batch and always uses one; here, as with the offsets, every image has its own, in the steps that are augmented.
 */
export const pin: Method = {
  title: 'PIN (PØDA)',
  summary: 'Replaces the channel means and deviations of layer1 by styles that were learned from the target prompts.',
  changes: 'layer1',
  learns: 'styles',
  knows: 'prompt',
  suggestedPrompts: null,
  prepare: (setting) => {
    const styles = requireStyles(setting);
    const count = styles.targetPrompts.length * styles.stylesPerPrompt;
    return (imageCount, random) => {
      const chosen = Array.from({ length: imageCount }, () => random.integer(count));
      const rows = (values: Float32Array): tf.Tensor4D =>
        tf.stack(chosen.map((at) => tf.tensor3d(row(values, at, styles), [1, 1, styles.channels]))) as tf.Tensor4D;
      return {
        layer1: (features) =>
          tf.tidy(() => injectStyle(features, { mean: rows(styles.means), deviation: rows(styles.deviations) })),
      };
    };
  },
};

function row(values: Float32Array, at: number, { channels }: Styles): Float32Array {
  return values.subarray(at * channels, (at + 1) * channels);
}

function requireStyles({ learned, architecture }: MethodSetting): Styles {
  const styles = learned?.kind === 'styles' ? learned.styles : null;
  if (styles === null || styles.targetPrompts.length * styles.stylesPerPrompt === 0) {
    throw new CodedError(
      'bad-config',
      'Training with PIN needs styles.',
      'Learn styles from target prompts first, or choose another method.',
    );
  }
  const channels = 4 * architecture.width;
  if (styles.channels !== channels) {
    throw new CodedError(
      'bundle-mismatch',
      `The styles have ${styles.channels} channels, the model's layer1 ${channels}.`,
      'Use styles that were learned with this CLIP model.',
    );
  }
  return styles;
}
