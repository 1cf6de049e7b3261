/** RoIAlign composed of tfjs's own operations, in the two ways that have a gradient. What depends on the boxes alone is made beforehand, untimed. */
import * as tf from '@tensorflow/tfjs-core';
import { createAxisWeights, fillAxisWeights } from '../../../src/tensor/kernels/roi-align/axis-weights';
import type { RoiAlignTask } from './roi-align-task';

/** Ay · F · Axᵀ for each region, as matrix products: one over the rows of an image's map for all its regions, then one a region and row of bins. */
export function pooledByProducts(task: RoiAlignTask): (features: tf.Tensor) => tf.Tensor {
  const [images, height, width, channels] = task.features.shape;
  const bins = task.options.outputSize;
  const perImage = task.batchIndices.length / images;
  const rows = tf.tensor(axisWeights(task, 1), [images, perImage * bins, height]);
  // Repeated for every row of bins: on webgpu a product that spreads one matrix over several is wrong unless it is over all (tfjs 4.22).
  const columns = tf.tidy(() =>
    tf.reshape(tf.tile(tf.tensor(axisWeights(task, 0), [images * perImage, 1, bins, width]), [1, bins, 1, 1]), [
      images * perImage * bins,
      bins,
      width,
    ]),
  );
  return (features) => {
    const strips = tf.matMul(rows, tf.reshape(features, [images, height, width * channels]));
    const pooled = tf.matMul(columns, tf.reshape(strips, [images * perImage * bins, width, channels]));
    return tf.reshape(pooled, [images * perImage, bins, bins, channels]);
  };
}

/** Four gathered neighbours of every sample, weighted and summed. */
export function pooledByGathers(task: RoiAlignTask): (features: tf.Tensor) => tf.Tensor {
  const [images, height, width, channels] = task.features.shape;
  const { indices, weights, taps } = neighbours(task);
  const bins = task.options.outputSize;
  const regions = task.batchIndices.length;
  const at = tf.tensor1d(indices, 'int32');
  const factors = tf.tensor(weights, [regions * bins * bins, taps, 1]);
  return (features) => {
    const cells = tf.gather(tf.reshape(features, [images * height * width, channels]), at);
    const weighted = tf.mul(tf.reshape(cells, [regions * bins * bins, taps, channels]), factors);
    return tf.reshape(tf.sum(weighted, 1), [regions, bins, bins, channels]);
  };
}

/** `[R, P, cells]` along x (0) or y (1). */
function axisWeights(task: RoiAlignTask, axis: 0 | 1): Float32Array {
  const [, height, width, channels] = task.features.shape;
  const cells = axis === 0 ? width : height;
  const { outputSize } = task.options;
  const attributes = {
    ...task.options,
    aligned: true,
    shape: [task.features.shape[0], height, width, channels] as const,
  };
  const regions = task.batchIndices.length;
  const all = new Float32Array(regions * outputSize * cells);
  const one = createAxisWeights(outputSize, cells);
  for (let region = 0; region < regions; region++) {
    fillAxisWeights(one, task.boxes[region * 4 + axis]!, task.boxes[region * 4 + 2 + axis]!, cells, attributes);
    all.set(one.weights, region * outputSize * cells);
  }
  return all;
}

/** The cells that a bin reads and their weights: every pair of the non-zero weights of its two axes, filled up with weights of 0. */
function neighbours(task: RoiAlignTask): {
  readonly indices: Int32Array;
  readonly weights: Float32Array;
  readonly taps: number;
} {
  const [, height, width] = task.features.shape;
  const { outputSize: bins, samplingRatio } = task.options;
  const [alongY, alongX] = [axisWeights(task, 1), axisWeights(task, 0)];
  const side = 2 * samplingRatio;
  const taps = side * side;
  const count = task.batchIndices.length * bins * bins;
  const indices = new Int32Array(count * taps);
  const weights = new Float32Array(count * taps);
  const used = (all: Float32Array, from: number, cells: number): readonly number[] =>
    Array.from({ length: cells }, (_, cell) => cell).filter((cell) => all[from + cell] !== 0);
  for (let bin = 0; bin < count; bin++) {
    const region = Math.floor(bin / bins / bins);
    const y = (region * bins + (Math.floor(bin / bins) % bins)) * height;
    const x = (region * bins + (bin % bins)) * width;
    let tap = bin * taps;
    for (const row of used(alongY, y, height)) {
      for (const column of used(alongX, x, width)) {
        indices[tap] = (task.batchIndices[region]! * height + row) * width + column;
        weights[tap++] = alongY[y + row]! * alongX[x + column]!;
      }
    }
  }
  return { indices, weights, taps };
}
