import * as tf from '@tensorflow/tfjs-core';
import { type ConvOptions, convolve, requireStrideOne } from './convolve';
import { flipKernel } from './flip-kernel';
import { kernelGradient } from './kernel-gradient';
import { registerForEveryBackend, requireInput } from './kernels/delegate';
import { sumRows } from './linear';

const kernelName = 'TrainableConv2D';

/**
 * Convolution with trainable weights: `x[B, H, W, I]`, `kernel[h, w, I, O]`, `bias[O]` → `[B, H', W', O]`.
 *
 * Differentiable in kernel and bias, and at stride 1 in x; a gradient that nobody asks for is not computed. The input
 * gradient is a forward convolution with the flipped kernel, 1×1 is one matrix product, and none of it uses the
 * stock gradient kernels (slow on wasm and webgpu; the filter gradient does not exist on wasm).
 *
 * @throws Error when channels differ, or on differentiation in x at stride 2.
 */
export function conv2d(x: tf.Tensor4D, kernel: tf.Tensor4D, options: ConvOptions, bias?: tf.Tensor1D): tf.Tensor4D {
  if (x.shape[3] !== kernel.shape[2]) throw new Error(`conv2d: x is [${x.shape}] and the kernel [${kernel.shape}].`);
  const attrs = { stride: options.stride, pad: options.pad };
  return tf.engine().runKernel(kernelName, bias ? { x, kernel, bias } : { x, kernel }, attrs);
}

registerForEveryBackend(kernelName, ({ inputs, attrs, backend, backendName }) =>
  convolve({
    x: requireInput(inputs, 'x'),
    kernel: requireInput(inputs, 'kernel'),
    ...(inputs['bias'] ? { bias: inputs['bias'] } : {}),
    options: attrs as unknown as ConvOptions,
    relu: false,
    backend,
    backendName,
  }),
);

tf.registerGradient({
  kernelName,
  inputsToSave: ['x', 'kernel'],
  gradFunc: (dy, saved, attrs) => {
    const [x, kernel] = saved as [tf.Tensor4D, tf.Tensor4D];
    const dY = dy as tf.Tensor4D;
    const { stride, pad } = attrs as unknown as ConvOptions;
    return {
      x: () => {
        requireStrideOne(stride);
        return conv2d(dY, flipKernel(kernel), { stride: 1, pad: kernel.shape[0] - 1 - pad });
      },
      kernel: () => kernelGradient(x, dY, kernel.shape, { stride, pad }),
      bias: () => sumRows(tf.reshape(dY, [-1, dY.shape[3]])),
    };
  },
});
