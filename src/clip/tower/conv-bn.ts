import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from '../../tensor/conv2d';
import type { ConvOptions } from '../../tensor/convolve';
import { conv2dFrozen, frozenKernel } from '../../tensor/frozen-conv2d';
import { sumRows } from '../../tensor/linear';
import type { ConvName } from './architecture';
import { type VisualWeights, affineAfter, batchNormEpsilon, requireTensor } from '../weights/visual-weights';
import { hwioFromOihw } from '../weights/weight-layout';

/** How a convolution and its batch norm run: folded constants, a trained W under constant norms, or statistics of the batch. */
export type ConvMode = 'frozen' | 'trainable' | 'batch';

/** Mean and biased variance `[O]` of what enters a batch norm, over the batch that is passed in; they are the caller's tensors. */
export type StatisticsListener = (norm: string, mean: tf.Tensor, variance: tf.Tensor) => void;

/** A convolution with its batch norm: `[B, H, W, I]` → `[B, H', W', O]`. */
export interface ConvBn {
  forward(x: tf.Tensor4D, relu: boolean): tf.Tensor4D;
  /** The linear part alone: `forward(x)` is `finish(linear(x))`, and `linear(x + a)` is `linear(x) + linear(a)`. */
  linear(x: tf.Tensor4D): tf.Tensor4D;
  finish(y: tf.Tensor4D, relu: boolean): tf.Tensor4D;
  /** W `[h, w, I, O]`, where it is trained. */
  readonly variable: tf.Variable<tf.Rank.R4> | undefined;
  dispose(): void;
}

/** Weights among which those of a convolution are, by its names. */
export type ConvWeights = Pick<VisualWeights, 'tensors' | 'folded'>;

/**
 * Builds one convolution with its norm.
 *
 * @throws Error for `batch` on folded weights; `createVisualTower` refuses that with the reason
 */
export function createConvBn(
  weights: ConvWeights,
  name: ConvName,
  mode: ConvMode,
  stride: 1 | 2 = 1,
  onStatistics?: StatisticsListener,
): ConvBn {
  const options: ConvOptions = { stride, pad: (name.shape[2] - 1) / 2 };
  switch (mode) {
    case 'frozen':
      return frozen(weights, name, options);
    case 'trainable':
      return trainable(weights, name, options);
    case 'batch':
      return batchNormalised(weights, name, options, onStatistics);
  }
}

function frozen(weights: ConvWeights, name: ConvName, options: ConvOptions): ConvBn {
  const { scale, shift } = affineAfter(weights, name);
  const kernel = kernelTensor(weights, name, scale);
  const bias = tf.tensor1d(shift);
  const withBias = frozenKernel(kernel, bias);
  const withoutBias = frozenKernel(kernel);
  return {
    forward: (x, relu) => conv2dFrozen(x, withBias, { ...options, relu }),
    linear: (x) => conv2dFrozen(x, withoutBias, options),
    finish: (y, relu) => activate(tf.add(y, bias), relu),
    variable: undefined,
    dispose: () => {
      withBias.dispose();
      withoutBias.dispose();
    },
  };
}

/** The effective kernel is W · s with s constant, so that W itself is what the optimiser sees. */
function trainable(weights: ConvWeights, name: ConvName, options: ConvOptions): ConvBn {
  const affine = affineAfter(weights, name);
  const scale = tf.keep(tf.tensor1d(affine.scale));
  const shift = tf.keep(tf.tensor1d(affine.shift));
  const variable = tf.tidy(() => tf.variable(kernelTensor(weights, name), true));
  const effective = (): tf.Tensor4D => (weights.folded ? variable : tf.mul(variable, scale));
  return {
    forward: (x, relu) => activate(conv2d(x, effective(), options, shift), relu),
    linear: (x) => conv2d(x, effective(), options),
    finish: (y, relu) => activate(tf.add(y, shift), relu),
    variable,
    dispose: () => tf.dispose([scale, shift, variable]),
  };
}

/** Batch norm as in torch's train mode: biased variance over the batch that is passed in, running statistics left alone. */
function batchNormalised(
  weights: ConvWeights,
  name: ConvName,
  options: ConvOptions,
  onStatistics?: StatisticsListener,
): ConvBn {
  const kernel = frozenKernel(kernelTensor(weights, name));
  const gamma = tf.keep(tf.tensor1d(requireTensor(weights, `${name.norm}.weight`).data));
  const beta = tf.keep(tf.tensor1d(requireTensor(weights, `${name.norm}.bias`).data));
  const linear = (x: tf.Tensor4D): tf.Tensor4D => conv2dFrozen(x, kernel, options);
  const finish = (y: tf.Tensor4D, relu: boolean): tf.Tensor4D => {
    const rows = tf.reshape(y, [-1, y.shape[3]]) as tf.Tensor2D;
    const count = rows.shape[0];
    const mean = tf.div(sumRows(rows), count);
    const centred = tf.sub(rows, mean) as tf.Tensor2D;
    const variance = tf.div(sumRows(tf.square(centred)), count);
    onStatistics?.(name.norm, mean, variance);
    const scale = tf.mul(gamma, tf.rsqrt(tf.add(variance, batchNormEpsilon)));
    return activate(tf.reshape(tf.add(tf.mul(centred, scale), beta), y.shape), relu);
  };
  return {
    forward: (x, relu) => finish(linear(x), relu),
    linear,
    finish,
    variable: undefined,
    dispose: () => {
      kernel.dispose();
      tf.dispose([gamma, beta]);
    },
  };
}

function activate(y: tf.Tensor4D, relu: boolean): tf.Tensor4D {
  return relu ? tf.relu(y) : y;
}

function kernelTensor(weights: ConvWeights, { conv, shape }: ConvName, scale?: Float32Array): tf.Tensor4D {
  const [outputs, inputs, height, width] = shape;
  const data = hwioFromOihw(requireTensor(weights, `${conv}.weight`).data, shape, scale);
  return tf.tensor4d(data, [height, width, inputs, outputs]);
}
