import * as tf from '@tensorflow/tfjs-core';
import { registerForEveryBackend, requireInput, runStockKernel, viewAs } from './kernels/delegate';
import { transpose2d } from './transpose';

const kernelName = 'Linear';

/**
 * `y[N, O] = x[N, I] · w[I, O] (+ b[O])`, differentiable in all three; a gradient that nobody asks for is not computed.
 *
 * The stock gradients multiply with `transposeA` and `transposeB`, which on wasm are scalar loops, ten times slower,
 * and on webgpu lose the vec4 path for `transposeB`. Here the operand is transposed first.
 *
 * @throws Error when inner sizes differ.
 */
export function linear(x: tf.Tensor2D, w: tf.Tensor2D, b?: tf.Tensor1D): tf.Tensor2D {
  if (x.shape[1] !== w.shape[0]) throw new Error(`linear: x is [${x.shape}] and w is [${w.shape}].`);
  return tf.engine().runKernel(kernelName, b ? { x, w, b } : { x, w });
}

/** `aᵀ[I, N] · b[N, O]` in the form that is fast on the running backend: both weight gradients end here. */
export function matMulTransposedLeft(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  if (tf.getBackend() !== 'wasm') return tf.matMul(a, b, true, false);
  return tf.tidy(() => tf.matMul(transpose2d(a), b));
}

/** Sum over the rows of `[N, O]`, as a product with ones: on wasm `tf.sum` over the first axis costs ten times more. */
export function sumRows(x: tf.Tensor2D): tf.Tensor1D {
  if (tf.getBackend() !== 'wasm') return tf.sum(x, 0);
  return tf.tidy(() => tf.reshape(tf.matMul(tf.ones([1, x.shape[0]]), x), [x.shape[1]]) as tf.Tensor1D);
}

registerForEveryBackend(kernelName, ({ inputs, backend, backendName }) => {
  const x = requireInput(inputs, 'x');
  const w = requireInput(inputs, 'w');
  const [rows = 0, inner = 0] = x.shape;
  const columns = w.shape[1] ?? 0;
  const operands = { a: viewAs(x, [1, rows, inner]), b: viewAs(w, [1, inner, columns]) };
  const y = runStockKernel('_FusedMatMul', backendName, {
    inputs: inputs['b'] ? { ...operands, bias: inputs['b'] } : operands,
    backend,
    attrs: { transposeA: false, transposeB: false, activation: 'linear', leakyreluAlpha: 0 },
  });
  return viewAs(y, [rows, columns]);
});

tf.registerGradient({
  kernelName,
  inputsToSave: ['x', 'w'],
  gradFunc: (dy, saved) => {
    const [x, w] = saved as [tf.Tensor2D, tf.Tensor2D];
    const dY = dy as tf.Tensor2D;
    return {
      x: () => tf.matMul(dY, transpose2d(w)),
      w: () => matMulTransposedLeft(x, dY),
      b: () => sumRows(dY),
    };
  },
});
