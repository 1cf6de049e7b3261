import type * as tf from '@tensorflow/tfjs-core';
import { runStockKernel, viewAs } from './kernels/delegate';

/** Geometry of a square convolution: the step between outputs, and the zero border on each of the four sides. */
export interface ConvOptions {
  readonly stride: 1 | 2;
  readonly pad: number;
}

/** What one forward convolution needs, inside a kernel. */
export interface Convolution {
  readonly x: tf.TensorInfo;
  readonly kernel: tf.TensorInfo;
  readonly bias?: tf.TensorInfo;
  readonly options: ConvOptions;
  readonly relu: boolean;
  readonly backend: object;
  readonly backendName: string;
}

/** The forward pass on stock kernels, without the tape: a 1×1 convolution as one matrix product over all positions. */
export function convolve(call: Convolution): tf.TensorInfo {
  const { x, kernel, bias, options, relu, backend, backendName } = call;
  const activation = relu ? 'relu' : 'linear';
  const [batch = 0, height = 0, width = 0, inputs = 0] = x.shape;
  const [rows = 0, columns = 0, , outputs = 0] = kernel.shape;
  if (rows === 1 && columns === 1 && options.stride === 1 && options.pad === 0) {
    const operands = {
      a: viewAs(x, [1, batch * height * width, inputs]),
      b: viewAs(kernel, [1, inputs, outputs]),
    };
    const y = runStockKernel('_FusedMatMul', backendName, {
      inputs: bias ? { ...operands, bias } : operands,
      backend,
      attrs: { transposeA: false, transposeB: false, activation, leakyreluAlpha: 0 },
    });
    return viewAs(y, [batch, height, width, outputs]);
  }
  if (rows !== columns && options.pad !== 0) {
    // On wasm the padding of such a convolution is wrong and writes outside its memory (tfjs 4.22).
    throw new Error(`A padded convolution needs a square kernel, not ${rows}×${columns}.`);
  }
  const operands = { x, filter: kernel };
  return runStockKernel('FusedConv2D', backendName, {
    inputs: bias ? { ...operands, bias } : operands,
    backend,
    attrs: {
      strides: [options.stride, options.stride],
      pad: options.pad === 0 ? 'valid' : options.pad,
      dataFormat: 'NHWC',
      dilations: [1, 1],
      activation,
      leakyreluAlpha: 0,
    },
  });
}

/** @throws Error unless the stride is 1: only the tower's first convolution has stride 2, and its input is the image. */
export function requireStrideOne(stride: number): void {
  if (stride !== 1) throw new Error(`A convolution of stride ${stride} has no input gradient here: only stride 1 has.`);
}
