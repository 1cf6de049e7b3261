import * as tf from '@tensorflow/tfjs-core';
import { convNames, headWidth } from '../../../src/clip/architecture';
import type { BlockInput } from '../../../src/clip/bottleneck';
import { createVisualTower, type VisualTower } from '../../../src/clip/modified-resnet';
import { fold, requireTensor, type VisualWeights } from '../../../src/clip/visual-weights';
import { hwioFromOihw } from '../../../src/clip/weight-layout';

type Convolution = (x: tf.Tensor4D, name: string, stride?: 1 | 2) => tf.Tensor4D;

/**
 * The tower written with tfjs's plain operations (`conv2d`, `avgPool`, `matMul`), so that differentiation takes their stock gradients. The
 * order of work is the playground's, its shortcuts before the first shift and in the attention pool included: only the operations differ.
 */
export function stockTower(weights: VisualWeights): VisualTower {
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
  const attention = stockAttention(weights);
  return {
    ...createVisualTower(weights),
    res4Features: (images) =>
      tf.tidy(() => {
        const first = tf.relu(conv(images, 'conv1', 2));
        return layers(pool(tf.relu(conv(tf.relu(conv(first, 'conv2')), 'conv3'))), 1, 3);
      }),
    res5Input: (res4): BlockInput =>
      tf.tidy(() => ({
        main: convolve(res4, 'layer4.0.conv1', 1),
        shortcut: convolve(pool(res4), 'layer4.0.downsample.0', 1),
      })),
    embeddingOf: ({ main, shortcut }) =>
      tf.tidy(() => {
        const start = rest('layer4.0', true, norm(main, 'layer4.0.conv1'), norm(shortcut, 'layer4.0.downsample.0'));
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

function stockAttention(weights: VisualWeights): (res5: tf.Tensor4D) => tf.Tensor2D {
  const { headChannels: E, heads } = weights.architecture;
  const parameter = (name: string): tf.Tensor => {
    const { shape, data } = requireTensor(weights, `attnpool.${name}`);
    return tf.tensor(data, [...shape]);
  };
  const transposedOnce = (name: string): tf.Tensor2D =>
    tf.tidy(() => tf.transpose(parameter(name) as tf.Tensor2D)) as tf.Tensor2D;
  const [queryWeight, outputWeight] = [transposedOnce('q_proj.weight'), transposedOnce('c_proj.weight')];
  const [queryBias, outputBias, positions] = [
    parameter('q_proj.bias'),
    parameter('c_proj.bias'),
    parameter('positional_embedding'),
  ];
  const keyWeight = tf.tidy(() => tf.reshape(parameter('k_proj.weight'), [heads, headWidth, E])) as tf.Tensor3D;
  const valueWeight = tf.tidy(() =>
    tf.transpose(tf.reshape(parameter('v_proj.weight'), [heads, headWidth, E]), [0, 2, 1]),
  ) as tf.Tensor3D;
  const valueBias = tf.tidy(() => tf.reshape(parameter('v_proj.bias'), [heads, headWidth])) as tf.Tensor2D;
  const perHead = (x: tf.Tensor3D, weight: tf.Tensor3D): tf.Tensor3D =>
    tf.transpose(tf.matMul(tf.transpose(x, [1, 0, 2]), weight) as tf.Tensor3D, [1, 0, 2]) as tf.Tensor3D;
  return (res5) => {
    const [regions, height, width] = res5.shape;
    const grid = tf.reshape(res5, [regions, height * width, E]) as tf.Tensor3D;
    const mean = tf.mean(grid, 1, true) as tf.Tensor3D;
    const tokens = tf.add(tf.concat([mean, grid], 1), positions) as tf.Tensor3D;
    const first = tf.reshape(tf.slice(tokens, [0, 0, 0], [regions, 1, E]), [regions, E]) as tf.Tensor2D;
    const query = tf.mul(tf.add(tf.matMul(first, queryWeight), queryBias), headWidth ** -0.5);
    const directions = perHead(tf.reshape(query, [regions, heads, headWidth]) as tf.Tensor3D, keyWeight);
    const scores = tf.softmax(tf.matMul(directions, tokens, false, true)) as tf.Tensor3D;
    const values = tf.add(perHead(tf.matMul(scores, tokens) as tf.Tensor3D, valueWeight), valueBias);
    return tf.add(tf.matMul(tf.reshape(values, [regions, E]) as tf.Tensor2D, outputWeight), outputBias) as tf.Tensor2D;
  };
}
