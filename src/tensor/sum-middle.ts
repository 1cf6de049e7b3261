import * as tf from '@tensorflow/tfjs-core';

/**
 * Sum over the middle axis: `[A, R, C]` → `[A, 1, C]`, for short R.
 *
 * On webgpu the stock sum moves the axis to the end and starts a workgroup for every value of the result. There a product with ones reads
 * the values once, as they lie.
 */
export function sumMiddle(x: tf.Tensor3D): tf.Tensor3D {
  if (tf.getBackend() !== 'webgpu') return tf.sum(x, 1, true);
  const [batches, rows] = x.shape;
  return tf.tidy(() => tf.matMul(tf.ones([batches, 1, rows]), x) as tf.Tensor3D);
}
