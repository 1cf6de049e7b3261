import * as tf from '@tensorflow/tfjs-core';
import { avgPool2d } from '../../tensor/avg-pool';
import type { ConvName } from './architecture';
import { type ConvBn, type ConvMode, createConvBn, type StatisticsListener } from './conv-bn';
import type { VisualWeights } from '../weights/visual-weights';

/** What a first bottleneck makes of its input by linear maps alone, before any shift, norm or relu. */
export type BlockInput = {
  /** conv1's output `[B, H, W, P]`. */
  readonly main: tf.Tensor4D;
  /** The shortcut's output `[B, H/s, W/s, 4P]`. */
  readonly shortcut: tf.Tensor4D;
};

/** A CLIP bottleneck: 1×1, 3×3, average pool where the stride is 2, 1×1, plus the shortcut. */
export interface Bottleneck {
  forward(x: tf.Tensor4D): tf.Tensor4D;
  /** The linear start of the block. @throws Error on a block without `downsample` */
  project(x: tf.Tensor4D): BlockInput;
  /** The rest: `forward(x)` equals `finish(project(x))`. */
  finish(input: BlockInput): tf.Tensor4D;
  readonly convs: ReadonlyMap<string, ConvBn>;
}

/**
 * Builds the block of that prefix (openai/CLIP `clip/model.py` `Bottleneck`). The 3×3 has stride 1: the average pool strides.
 *
 * @param names of the block's convolutions, in the order of `convNames`
 */
export function createBottleneck(
  weights: VisualWeights,
  names: readonly ConvName[],
  stride: 1 | 2,
  mode: ConvMode,
  onStatistics?: StatisticsListener,
): Bottleneck {
  const convs = new Map(
    names.map((name): [string, ConvBn] => [name.conv, createConvBn(weights, name, mode, 1, onStatistics)]),
  );
  const [conv1, conv2, conv3, downsample] = [...convs.values()];
  if (!conv1 || !conv2 || !conv3) throw new Error(`A bottleneck has three convolutions, not ${names.length}.`);

  const rest = (afterFirst: tf.Tensor4D, shortcut: tf.Tensor4D): tf.Tensor4D => {
    const main = conv3.forward(avgPool2d(conv2.forward(afterFirst, true), stride), false);
    return tf.relu(tf.add(main, shortcut));
  };
  return {
    convs,
    forward: (x) =>
      tf.tidy(() => rest(conv1.forward(x, true), downsample ? downsample.forward(avgPool2d(x, stride), false) : x)),
    project: (x) => {
      if (!downsample) throw new Error('Only the first block of a layer has a linear start.');
      return tf.tidy(() => ({ main: conv1.linear(x), shortcut: downsample.linear(avgPool2d(x, stride)) }));
    },
    finish: ({ main, shortcut }) => {
      if (!downsample) throw new Error('Only the first block of a layer has a linear start.');
      return tf.tidy(() => rest(conv1.finish(main, true), downsample.finish(shortcut, false)));
    },
  };
}
