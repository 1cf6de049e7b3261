import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../tensor/custom-gradient';
import { type ChannelStatistics, channelStatistics } from './channel-statistics';

/**
 * Gives the channels of each image other statistics. These count as constants: the gradient of the features is dy · new deviation / own deviation.
 * @param features `[B, H, W, C]`
 * @param epsilon added to the features' own variance
 * @param style the statistics wanted, from the features' own, `[B, 1, 1, C]` both
 */
export function restyle(
  features: tf.Tensor4D,
  epsilon: number,
  style: (own: ChannelStatistics) => ChannelStatistics,
): tf.Tensor4D {
  return withGradient([features], () => {
    const own = channelStatistics(features, epsilon);
    const { mean, deviation } = style(own);
    const normal = tf.div(tf.sub(features, own.mean), own.deviation);
    return {
      value: tf.add(tf.mul(normal, deviation), mean) as tf.Tensor4D,
      saved: [tf.div(deviation, own.deviation)],
      gradient: (dy, [ratio]) => tf.mul(dy, ratio!),
    };
  });
}

/** s·first + (1 − s)·second, of means and deviations alike. @param share s, of the shape of the statistics or one that spreads to it */
export function mixStatistics(
  first: ChannelStatistics,
  second: ChannelStatistics,
  share: tf.Tensor,
): ChannelStatistics {
  const mixed = (a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor4D => tf.add(tf.mul(a, share), tf.mul(b, tf.sub(1, share)));
  return { mean: mixed(first.mean, second.mean), deviation: mixed(first.deviation, second.deviation) };
}
