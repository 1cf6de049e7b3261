import * as tf from '@tensorflow/tfjs-core';
import type { ConvOptions } from './convolve';
import { patchColumns } from './kernels/patch-columns';
import { matMulTransposedLeft } from './linear';

/** Values that the unfolded patches may take at once: 64 MiB. More images are worked off in parts. */
const largestUnfolding = 2 ** 24;

type KernelShape = readonly [height: number, width: number, inputs: number, outputs: number];

/**
 * Gradient of a convolution with respect to its kernel.
 *
 * @param x the convolution's input `[B, H, W, I]`
 * @param dy the gradient of its output `[B, H', W', O]`
 * @param shape the kernel's shape `[h, w, I, O]`, also that of the result
 * @param options the convolution's stride and zero border
 */
export function kernelGradient(x: tf.Tensor4D, dy: tf.Tensor4D, shape: KernelShape, options: ConvOptions): tf.Tensor4D {
  const [rows, columns] = shape;
  const { stride, pad } = options;
  return tf.tidy(() => {
    if (rows === 1 && columns === 1 && pad === 0 && stride === 1)
      return tf.reshape(matMulTransposedLeft(rowsOf(x), rowsOf(dy)), [...shape]);
    const keepsSize = stride === 1 && rows === columns && rows === 2 * pad + 1;
    return keepsSize && tf.getBackend() !== 'webgpu'
      ? fromPatches(x, dy, shape)
      : fromShiftedProducts(x, dy, shape, options);
  });
}

function rowsOf(x: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(x, [-1, x.shape[3]]);
}

/** One large product with the unfolded patches: on wasm nearly as fast as the convolution itself. */
function fromPatches(x: tf.Tensor4D, dy: tf.Tensor4D, shape: KernelShape): tf.Tensor4D {
  const [batch, height, width, inputs] = x.shape;
  const unfolded = height * width * inputs * shape[0] * shape[1];
  const part = Math.max(1, Math.min(batch, Math.floor(largestUnfolding / unfolded)));
  let sum: tf.Tensor2D | undefined;
  for (let from = 0; from < batch; from += part) {
    const former = sum;
    sum = tf.tidy(() => {
      const count = Math.min(part, batch - from);
      const images = count === batch ? x : tf.slice(x, [from, 0, 0, 0], [count, -1, -1, -1]);
      const gradients = count === batch ? dy : tf.slice(dy, [from, 0, 0, 0], [count, -1, -1, -1]);
      const product = tf.matMul(patchColumns(images, shape[0]), rowsOf(gradients));
      return (former ? tf.add(former, product) : product) as tf.Tensor2D;
    });
    former?.dispose();
  }
  return sum ? tf.reshape(sum, [...shape]) : tf.zeros([...shape]);
}

/** dW[h, w] = (x shifted by (h, w), every stride-th row and column)ᵀ · dy: one product a tap, without unfolding. */
function fromShiftedProducts(
  x: tf.Tensor4D,
  dy: tf.Tensor4D,
  shape: KernelShape,
  { stride, pad }: ConvOptions,
): tf.Tensor4D {
  const [batch, height, width] = dy.shape;
  const padded = tf.pad(x, [
    [0, 0],
    [pad, pad],
    [pad, pad],
    [0, 0],
  ]);
  const gradient = rowsOf(dy);
  const taps: tf.Tensor2D[] = [];
  for (let row = 0; row < shape[0]; row++) {
    for (let column = 0; column < shape[1]; column++) {
      const shifted =
        stride === 1
          ? tf.slice(padded, [0, row, column, 0], [batch, height, width, shape[2]])
          : strided(padded, [row, column], [height, width], stride);
      taps.push(matMulTransposedLeft(rowsOf(shifted), gradient));
    }
  }
  return tf.reshape(tf.concat(taps), [...shape]);
}

/** Every stride-th row and column from a corner: `[B, height, width, C]`. */
function strided(
  x: tf.Tensor4D,
  [row, column]: readonly [number, number],
  [height, width]: readonly [number, number],
  stride: number,
): tf.Tensor4D {
  const [batch, , , channels] = x.shape;
  const end = [batch, row + (height - 1) * stride + 1, column + (width - 1) * stride + 1, channels];
  return tf.stridedSlice(x, [0, row, column, 0], end, [1, stride, stride, 1]) as tf.Tensor4D;
}
