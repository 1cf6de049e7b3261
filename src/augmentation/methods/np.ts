import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../math/random';
import { withGradient } from '../../tensor/custom-gradient';
import type { Method } from './method';

/** Of both factors. From memory of the paper, unverified there; public reimplementations of it have the same. */
const deviation = 0.75;

/**
 * Normalisation perturbation (Fan et al., arXiv 2211.04393) at layer1: the mean and the deviation of each channel become α and β times what they were,
 * α and β ~ N(1, 0.75²) for each image and channel. Its variant NP+, which learns where to perturb more, is not here.
 */
export const np: Method = {
  title: 'Normalisation perturbation',
  summary: 'Multiplies the channel means and deviations of layer1 by random factors, for each image its own.',
  changes: 'layer1',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: ({ architecture }) => {
    const channels = 4 * architecture.width;
    return (imageCount, random) => {
      const drawn = Array.from({ length: imageCount }, () => drawFactors(2 * channels, random));
      const means = drawn.map((factors) => factors.subarray(0, channels));
      const deviations = drawn.map((factors) => factors.subarray(channels));
      return { layer1: (features) => perturb(features, means, deviations) };
    };
  },
};

function drawFactors(count: number, random: Random): Float32Array {
  return Float32Array.from({ length: count }, () => 1 + deviation * random.normal());
}

/**
 * β·x + (α − β)·μ. The means μ count as constants, so the gradient of the features is β·dy.
 * @param features `[B, H, W, C]`
 * @param means α of each image, `[C]` each
 * @param deviations β of each image, `[C]` each
 */
export function perturb(
  features: tf.Tensor4D,
  means: readonly Float32Array[],
  deviations: readonly Float32Array[],
): tf.Tensor4D {
  return withGradient([features], () => {
    const perImage = (rows: readonly Float32Array[]) =>
      tf.stack(rows.map((row) => tf.tensor3d(row, [1, 1, row.length])));
    const [alpha, beta] = [perImage(means), perImage(deviations)];
    const shifted = tf.mul(tf.sub(alpha, beta), tf.mean(features, [1, 2], true));
    return {
      value: tf.add(tf.mul(beta, features), shifted) as tf.Tensor4D,
      saved: [beta],
      gradient: (dy, [factor]) => tf.mul(dy, factor!),
    };
  });
}
