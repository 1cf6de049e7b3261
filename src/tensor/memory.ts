import * as tf from '@tensorflow/tfjs-core';

/** Remembers how many tensors live now; the returned check throws when there are more. For tests and long loops. */
export function expectNoTensorGrowth(): () => void {
  const before = tf.memory().numTensors;
  return () => {
    const after = tf.memory().numTensors;
    if (after > before)
      throw new Error(`${after - before} tensors were left behind (${before} before, ${after} after).`);
  };
}
