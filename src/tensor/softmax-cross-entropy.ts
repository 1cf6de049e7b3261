import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom-gradient';

/**
 * Mean softmax cross entropy of `logits[N, K]` against class indices `labels[N]` (int32), as torch's `cross_entropy`.
 * Differentiable in the logits: (softmax − one-hot) / N. With no rows it is 0.
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const [rows, classes] = logits.shape;
  if (rows === 0) return tf.scalar(0);
  return withGradient([logits], () => {
    const target = tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;
    const shifted = tf.sub(logits, tf.max(logits, 1, true)) as tf.Tensor2D;
    const exponentials = tf.exp(shifted);
    const sums = tf.sum(exponentials, 1, true);
    const residual = tf.sub(tf.div(exponentials, sums), target);
    const picked = tf.sum(tf.mul(shifted, target), 1, true);
    return {
      value: tf.mean(tf.sub(tf.log(sums), picked)),
      saved: [residual],
      gradient: (dy, [saved]) => tf.mul(saved!, tf.div(dy, rows)),
    };
  });
}
