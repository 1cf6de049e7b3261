import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from './custom-gradient';

/**
 * |x|, with gradient sign(x) and sign(0) = 0, as in torch. The stock `tf.abs` has gradient −1 at 0, which would move an
 * optimiser where the l1 loss is exactly zero.
 */
export function abs<T extends tf.Tensor>(x: T): T {
  return withGradient([x], () => ({
    value: tf.abs(x),
    saved: [x],
    gradient: (dy, [saved]) => tf.mul(dy, tf.sign(saved!)),
  }));
}

/** Σ|x| over all elements, with sign(0) = 0. */
export function sumAbs(x: tf.Tensor): tf.Scalar {
  return tf.tidy(() => tf.sum(abs(x)));
}
