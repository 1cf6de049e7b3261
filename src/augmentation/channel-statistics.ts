import * as tf from '@tensorflow/tfjs-core';

/** Mean and standard deviation of each channel of each image: `[B, 1, 1, C]`. */
export type ChannelStatistics = {
  readonly mean: tf.Tensor4D;
  readonly deviation: tf.Tensor4D;
};

/**
 * Over the positions, with n − 1 as torch's `var`.
 * @param features `[B, H, W, C]`
 * @param epsilon added to the variance
 */
export function channelStatistics(features: tf.Tensor4D, epsilon: number): ChannelStatistics {
  const [, height, width] = features.shape;
  const mean = tf.mean(features, [1, 2], true) as tf.Tensor4D;
  const squares = tf.sum(tf.square(tf.sub(features, mean)), [1, 2], true);
  const deviation = tf.sqrt(tf.add(tf.div(squares, Math.max(1, height * width - 1)), epsilon)) as tf.Tensor4D;
  return { mean, deviation };
}
