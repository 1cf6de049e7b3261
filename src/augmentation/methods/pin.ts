import { CodedError } from '../../errors/coded-error';
import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../math/random';
import type { ChannelStatistics } from '../channel-statistics';
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
    return (imageCount, random) => {
      const chosen = Array.from({ length: imageCount }, () => drawStyle(styles, random));
      return { layer1: (features) => tf.tidy(() => injectStyle(features, styleTensors(styles, chosen))) };
    };
  },
};

/** The place of a style, uniform over prompts and crops. */
export function drawStyle({ targetPrompts, stylesPerPrompt }: Styles, random: Random): number {
  return random.integer(targetPrompts.length * stylesPerPrompt);
}

/** The styles at those places, `[B, 1, 1, C]`. */
export function styleTensors({ channels, means, deviations }: Styles, chosen: readonly number[]): ChannelStatistics {
  const rows = (values: Float32Array): tf.Tensor4D =>
    tf.stack(
      chosen.map((at) => tf.tensor3d(values.subarray(at * channels, (at + 1) * channels), [1, 1, channels])),
    ) as tf.Tensor4D;
  return { mean: rows(means), deviation: rows(deviations) };
}

/** The styles of a setting, checked against its tower. @throws ModelError as `Method.prepare` says */
export function requireStyles({ learned, architecture }: MethodSetting): Styles {
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
