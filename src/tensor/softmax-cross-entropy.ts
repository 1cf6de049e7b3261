import * as tf from '@tensorflow/tfjs-core';
import type { SaveForGradient } from './custom-gradient';

/**
 * Mean softmax cross entropy of `logits[N, K]` against class indices `labels[N]` (int32), as torch's `cross_entropy`.
 * Differentiable in the logits: (softmax − one-hot) / N. With no rows it is 0.
 */
export function softmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Scalar {
  const [rows, classes] = logits.shape;
  if (rows === 0) return tf.scalar(0);
  const loss = tf.customGrad((x, save) => {
    const z = x as tf.Tensor2D;
    const target = tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;
    const shifted = tf.sub(z, tf.max(z, 1, true)) as tf.Tensor2D;
    const exponentials = tf.exp(shifted);
    const sums = tf.sum(exponentials, 1, true);
    const residual = tf.sub(tf.div(exponentials, sums), target);
    (save as SaveForGradient)([residual]);
    const picked = tf.sum(tf.mul(shifted, target), 1, true);
    return {
      value: tf.mean(tf.sub(tf.log(sums), picked)),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(saved[0] as tf.Tensor2D, tf.div(dy, rows)),
    };
  });
  return loss(logits) as tf.Scalar;
}
