import * as tf from '@tensorflow/tfjs-core';

/**
 * The kernel whose forward convolution is the input gradient of a stride-1 convolution with `kernel`:
 * rows and columns reversed, input and output channels swapped. `[h, w, I, O]` → `[h, w, O, I]`.
 */
export function flipKernel(kernel: tf.Tensor4D): tf.Tensor4D {
  const [height, width, inputs, outputs] = kernel.shape;
  return tf.tidy(() => {
    const taps = tf.reshape(kernel, [height * width, inputs, outputs]);
    // Split and concat, because Reverse and Gather on wasm take several times longer.
    const reversed = height * width === 1 ? taps : tf.concat(tf.split(taps, height * width).reverse());
    return tf.reshape(tf.transpose(reversed, [0, 2, 1]), [height, width, outputs, inputs]);
  });
}
