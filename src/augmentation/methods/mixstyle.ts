import * as tf from '@tensorflow/tfjs-core';
import { betaSample } from '../../math/beta';
import { withGradient } from '../../tensor/custom-gradient';
import { channelStatistics } from '../channel-statistics';
import type { Method } from './method';

/** Parameter of the Beta distribution (Zhou et al., ICLR 2021, section 3.1). */
const alpha = 0.1;
const epsilon = 1e-6;

/** MixStyle: the statistics of each image's features become a mixture with those of another image of the batch. */
export const mixstyle: Method = {
  title: 'MixStyle',
  summary: 'Mixes the channel means and deviations of layer1 between the images of a batch.',
  changes: 'layer1',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => {
    const shares = Float32Array.from({ length: imageCount }, () => betaSample(random, alpha, alpha));
    const partners = Int32Array.from(random.permutation(imageCount));
    return { layer1: (features) => mixStyle(features, shares, partners) };
  },
};

/**
 * λ·own + (1 − λ)·partner for mean and deviation of each channel. The statistics count as constants, as in the authors' code: the gradient of
 * the features is dy · mixed deviation / own deviation.
 * @param features `[B, H, W, C]`
 * @param shares λ of each image
 * @param partners image whose style is mixed in
 */
export function mixStyle(features: tf.Tensor4D, shares: Float32Array, partners: Int32Array): tf.Tensor4D {
  return withGradient([features], () => {
    const own = channelStatistics(features, epsilon);
    const share = tf.tensor4d(shares, [shares.length, 1, 1, 1]);
    const mixed = (x: tf.Tensor): tf.Tensor => tf.add(tf.mul(x, share), tf.mul(rows(x, partners), tf.sub(1, share)));
    const normal = tf.div(tf.sub(features, own.mean), own.deviation);
    const deviation = mixed(own.deviation);
    return {
      value: tf.add(tf.mul(normal, deviation), mixed(own.mean)) as tf.Tensor4D,
      saved: [tf.div(deviation, own.deviation)],
      gradient: (dy, [ratio]) => tf.mul(dy, ratio!),
    };
  });
}

/** Rows of x in another order. */
function rows(x: tf.Tensor, order: Int32Array): tf.Tensor {
  return tf.concat(Array.from(order, (row) => tf.slice(x, row, 1)));
}
