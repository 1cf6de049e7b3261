import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from './conv2d';
import { type ConvOptions, convolve, requireStrideOne } from './convolve';
import { flipKernel } from './flip-kernel';
import { registerForEveryBackend, requireInput } from './kernels/delegate';

const kernelName = 'FrozenConv2D';

/** Weights that never change, with what their input gradient needs, computed once. */
export interface FrozenKernel {
  /** `[h, w, I, O]`. */
  readonly kernel: tf.Tensor4D;
  /** `[O]`; a folded batch norm. */
  readonly bias: tf.Tensor1D | undefined;
  /** The flipped kernel `[h, w, O, I]`; made at the first call and kept until {@link FrozenKernel.dispose}. */
  flipped(): tf.Tensor4D;
  /** Frees kernel, bias and the flipped kernel. */
  dispose(): void;
}

/** Takes over `kernel` and `bias`: they are kept beyond the surrounding tidy, and `dispose` frees them. */
export function frozenKernel(kernel: tf.Tensor4D, bias?: tf.Tensor1D): FrozenKernel {
  tf.keep(kernel);
  if (bias) tf.keep(bias);
  let flipped: tf.Tensor4D | undefined;
  return {
    kernel,
    bias,
    flipped: () => (flipped ??= tf.keep(flipKernel(kernel))),
    dispose: () => {
      kernel.dispose();
      bias?.dispose();
      flipped?.dispose();
      flipped = undefined;
    },
  };
}

/** A convolution with frozen weights, its geometry, and whether relu follows in the same pass. */
export interface FrozenConvOptions extends ConvOptions {
  readonly relu?: boolean;
}

/**
 * `x[B, H, W, I]` → `[B, H', W', O]`: convolution, bias and relu in one pass. Differentiable in x only, at stride 1;
 * on the tape it holds on to its output when relu follows and to nothing otherwise.
 *
 * @throws Error when channels differ, or on differentiation at stride 2.
 */
export function conv2dFrozen(x: tf.Tensor4D, frozen: FrozenKernel, options: FrozenConvOptions): tf.Tensor4D {
  if (x.shape[3] !== frozen.kernel.shape[2]) {
    throw new Error(`conv2dFrozen: x is [${x.shape}] and the kernel [${frozen.kernel.shape}].`);
  }
  const attrs: Attributes = { frozen, stride: options.stride, pad: options.pad, relu: options.relu ?? false };
  return tf.engine().runKernel(kernelName, { x }, attrs as unknown as tf.NamedAttrMap);
}

interface Attributes extends ConvOptions {
  readonly frozen: FrozenKernel;
  readonly relu: boolean;
}

registerForEveryBackend(kernelName, ({ inputs, attrs, backend, backendName }) => {
  const { frozen, stride, pad, relu } = attrs as unknown as Attributes;
  return convolve({
    x: requireInput(inputs, 'x'),
    kernel: frozen.kernel,
    ...(frozen.bias ? { bias: frozen.bias } : {}),
    options: { stride, pad },
    relu,
    backend,
    backendName,
  });
});

tf.registerGradient({
  kernelName,
  outputsToSave: [true],
  gradFunc: (dy, saved, attrs) => {
    const { frozen, stride, pad, relu } = attrs as unknown as Attributes;
    const [y] = saved as [tf.Tensor4D];
    requireStrideOne(stride);
    return {
      x: () => {
        const dY = (relu ? tf.mul(dy as tf.Tensor4D, tf.step(y)) : dy) as tf.Tensor4D;
        return conv2d(dY, frozen.flipped(), { stride: 1, pad: frozen.kernel.shape[0] - 1 - pad });
      },
    };
  },
});
