import * as tf from '@tensorflow/tfjs-core';
import { betaSample } from '../../math/beta';
import { mixStatistics, restyle } from '../restyle';
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
 * λ·own + (1 − λ)·partner for mean and deviation of each channel. The statistics count as constants, as in the authors' code.
 * @param features `[B, H, W, C]`
 * @param shares λ of each image
 * @param partners image whose style is mixed in
 */
export function mixStyle(features: tf.Tensor4D, shares: Float32Array, partners: Int32Array): tf.Tensor4D {
  return restyle(features, epsilon, (own) => {
    const share = tf.tensor4d(shares, [shares.length, 1, 1, 1]);
    const partner = { mean: rows(own.mean, partners), deviation: rows(own.deviation, partners) };
    return mixStatistics(own, partner, share);
  });
}

/** Rows of x in another order. */
function rows(x: tf.Tensor4D, order: Int32Array): tf.Tensor4D {
  return tf.concat(Array.from(order, (row) => tf.slice(x, row, 1)));
}
