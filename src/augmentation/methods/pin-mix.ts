import * as tf from '@tensorflow/tfjs-core';
import { betaSample } from '../../math/beta';
import type { ChannelStatistics } from '../channel-statistics';
import { mixStatistics, restyle } from '../restyle';
import type { Method } from './method';
import { drawStyle, pin, requireStyles, styleTensors } from './pin';

/** Of the Beta distribution of s, and added to the variance (FAMix, `main.py`, `utils/stats.py`). */
const alpha = 0.1;
const epsilon = 1e-5;

/**
 * FAMix's repair of PIN (Fahes et al., CVPR 2024): the means and deviations of layer1 become s·own + (1 − s)·style, with one s ~ Beta(0.1, 0.1) for each
 * image and channel, and ReLU follows. FAMix learns a style of each class in each of 3 × 3 patches; here, as in `pin`, a style is one of a target prompt, for the whole
 * image.
 */
export const pinMix: Method = {
  ...pin,
  title: 'PIN, mixed by channel (FAMix)',
  summary: 'Mixes the channel means and deviations of layer1 with styles that were learned from the target prompts.',
  learns: 'styles',
  prepare: (setting) => {
    const styles = requireStyles(setting);
    return (imageCount, random) => {
      const drawn = Array.from({ length: imageCount }, () => ({
        style: drawStyle(styles, random),
        shares: Float32Array.from({ length: styles.channels }, () => betaSample(random, alpha, alpha)),
      }));
      const chosen = drawn.map(({ style }) => style);
      const shares = drawn.map((image) => image.shares);
      return { layer1: (features) => tf.tidy(() => mixChannels(features, styleTensors(styles, chosen), shares)) };
    };
  },
};

/**
 * The features with s·own + (1 − s)·style, after ReLU. The statistics count as constants.
 * @param features `[B, H, W, C]`
 * @param style `[B, 1, 1, C]`
 * @param shares s of each image, `[C]` each
 */
export function mixChannels(
  features: tf.Tensor4D,
  style: ChannelStatistics,
  shares: readonly Float32Array[],
): tf.Tensor4D {
  const share = tf.stack(shares.map((row) => tf.tensor3d(row, [1, 1, row.length])));
  return tf.relu(restyle(features, epsilon, (own) => mixStatistics(own, style, share)));
}
