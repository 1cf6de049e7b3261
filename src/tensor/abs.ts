import * as tf from '@tensorflow/tfjs-core';
import type { SaveForGradient } from './custom-gradient';

/**
 * |x|, with gradient sign(x) and sign(0) = 0, as in torch. The stock `tf.abs` has gradient −1 at 0, which would move an
 * optimiser where the l1 loss is exactly zero.
 */
export function abs<T extends tf.Tensor>(x: T): T {
  const forward = tf.customGrad((input, save) => {
    const value = input as T;
    (save as SaveForGradient)([value]);
    return {
      value: tf.abs(value),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, tf.sign(saved[0] as T)),
    };
  });
  return forward(x) as T;
}

/** Σ|x| over all elements, with sign(0) = 0. */
export function sumAbs(x: tf.Tensor): tf.Scalar {
  return tf.tidy(() => tf.sum(abs(x)));
}
