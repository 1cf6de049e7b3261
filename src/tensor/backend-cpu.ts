import * as tf from '@tensorflow/tfjs-core';

/** Makes plain JavaScript the current backend: the oracle in tests. */
export async function activateCpu(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
}
