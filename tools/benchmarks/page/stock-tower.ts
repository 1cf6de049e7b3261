import * as tf from '@tensorflow/tfjs-core';
import { convNames } from '../../../src/clip/tower/architecture';
import type { BlockInput } from '../../../src/clip/tower/bottleneck';
import { createVisualTower, type VisualTower } from '../../../src/clip/tower/modified-resnet';
import { fold, requireTensor, type VisualWeights } from '../../../src/clip/weights/visual-weights';
import { hwioFromOihw } from '../../../src/clip/weights/weight-layout';
import type { StockForm } from './side';
import { stockAttention, stockAttentionAsWritten } from './stock-attention';

type Convolution = (x: tf.Tensor4D, name: string, stride?: 1 | 2) => tf.Tensor4D;

/**
 * The tower written with tfjs's plain operations (`conv2d`, `avgPool`, `matMul`), so that differentiation takes their stock gradients.
 *
 * @param form `shortcuts`: in the playground's order of work, with its linear start of V_b before crops and offsets are added and its
 * attention pool without keys and values, so that only the operations differ; `as-written`: V_b on every sum, and attention as in
 * openai/CLIP
 */
export function stockTower(weights: VisualWeights, form: StockForm): VisualTower {
  const { blocks } = weights.architecture;
  const { convolve, shift } = stockConvolutions(weights);
  const norm = (y: tf.Tensor4D, name: string): tf.Tensor4D => tf.add(y, shift(name));
  const conv: Convolution = (x, name, stride = 1) => norm(convolve(x, name, stride), name);
  const pool = (x: tf.Tensor4D): tf.Tensor4D => tf.avgPool(x, 2, 2, 'valid');

  const rest = (prefix: string, strides: boolean, main: tf.Tensor4D, shortcut: tf.Tensor4D): tf.Tensor4D => {
    const inner = tf.relu(conv(tf.relu(main), `${prefix}.conv2`));
    return tf.relu(tf.add(conv(strides ? pool(inner) : inner, `${prefix}.conv3`), shortcut));
  };
  const block = (x: tf.Tensor4D, layer: number, index: number): tf.Tensor4D => {
    const prefix = `layer${layer}.${index}`;
    const strides = index === 0 && layer > 1;
    const shortcut = index === 0 ? conv(strides ? pool(x) : x, `${prefix}.downsample.0`) : x;
    return rest(prefix, strides, conv(x, `${prefix}.conv1`), shortcut);
  };
  const layers = (x: tf.Tensor4D, from: number, to: number, firstBlock = 0): tf.Tensor4D => {
    let y = x;
    for (let layer = from; layer <= to; layer++)
      for (let index = firstBlock; index < blocks[layer - 1]!; index++) y = block(y, layer, index);
    return y;
  };
  const tower: VisualTower = {
    ...createVisualTower(weights),
    res4Features: (images) =>
      tf.tidy(() => {
        const first = tf.relu(conv(images, 'conv1', 2));
        return layers(pool(tf.relu(conv(tf.relu(conv(first, 'conv2')), 'conv3'))), 1, 3);
      }),
  };
  if (form === 'as-written') {
    const attention = stockAttentionAsWritten(weights);
    return {
      ...tower,
      res5Input: (res4): BlockInput => ({ main: res4, shortcut: res4 }),
      embeddingOf: ({ main }) => tf.tidy(() => attention(layers(main, 4, 4))),
    };
  }
  const attention = stockAttention(weights);
  const [first, shortcut] = ['layer4.0.conv1', 'layer4.0.downsample.0'] as const;
  return {
    ...tower,
    res5Input: (res4): BlockInput =>
      tf.tidy(() => ({ main: convolve(res4, first, 1), shortcut: convolve(pool(res4), shortcut, 1) })),
    embeddingOf: (input) =>
      tf.tidy(() => {
        const start = rest('layer4.0', true, norm(input.main, first), norm(input.shortcut, shortcut));
        return attention(layers(start, 4, 4, 1));
      }),
  };
}

function stockConvolutions(weights: VisualWeights): {
  readonly convolve: (x: tf.Tensor4D, name: string, stride: 1 | 2) => tf.Tensor4D;
  readonly shift: (name: string) => tf.Tensor1D;
} {
  const folded = fold(weights);
  const kernels = new Map<string, { readonly kernel: tf.Tensor4D; readonly bias: tf.Tensor1D; readonly pad: number }>();
  for (const { conv, shape } of convNames(weights.architecture)) {
    const [outputs, inputs, height, width] = shape;
    const data = hwioFromOihw(requireTensor(folded, `${conv}.weight`).data, shape);
    kernels.set(conv, {
      kernel: tf.tensor4d(data, [height, width, inputs, outputs]),
      bias: tf.tensor1d(requireTensor(folded, `${conv}.bias`).data),
      pad: (height - 1) / 2,
    });
  }
  return {
    convolve: (x, name, stride) => {
      const { kernel, pad } = kernels.get(name)!;
      return tf.conv2d(x, kernel, stride, pad);
    },
    shift: (name) => kernels.get(name)!.bias,
  };
}
