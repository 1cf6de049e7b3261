import type * as tf from '@tensorflow/tfjs-core';

/** Reads a float32 tensor that nobody needs afterwards, and frees it even where the read fails, as on a lost device. */
export async function takeValues(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}
