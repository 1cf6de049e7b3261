import * as tf from '@tensorflow/tfjs-core';
import { avgPool2d } from '../../tensor/avg-pool';
import { matMulPerRegion } from '../../tensor/kernels/per-region-mat-mul/per-region-mat-mul';
import { type VisualArchitecture, headWidth } from './architecture';
import { type AttentionProjections, frozenProjections, trainableProjections } from './attention-projections';
import { type VisualWeights, type WeightTensor, requireTensor } from '../weights/visual-weights';
import { transposed } from '../weights/weight-layout';

/** CLIP's attention pooling: `[N, S, S, E]` → `[N, D]`, not normalised. */
export interface AttentionPool {
  forward(res5: tf.Tensor4D): tf.Tensor2D;
  /** The trained parameters under their state-dict names without `visual.`; empty when frozen. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** The parameters as a file holds them, with what training has made of them. */
  exportTensors(): Promise<ReadonlyMap<string, WeightTensor>>;
  dispose(): void;
}

/**
 * Attention pooling (openai/CLIP `clip/model.py` `AttentionPool2d`) in the order that is cheap for one query.
 *
 * The tokens x_0 … x_HW are the mean and the grid, plus positions. Only x_0 is queried, so K and V are never formed:
 * the score of token t in head h is x_t · (Wk_hᵀ q_h) / 8 (q·bk is the same for all tokens, and softmax drops it), and
 * the head's output is Wv_h · Σ_t a_t x_t + bv_h. That is about 4 E² products a region, where K and V take 2 T E².
 * bk therefore has no influence, and training leaves it out.
 */
export function createAttentionPool(weights: VisualWeights, trainable: boolean): AttentionPool {
  const { architecture } = weights;
  const parameters = new Map<string, tf.Tensor>();
  const variables = new Map<string, tf.Variable>();
  for (const { name, runShape, toRun } of layouts(architecture)) {
    const tensor = tf.keep(tf.tensor(toRun(requireTensor(weights, name).data), [...runShape]));
    parameters.set(name, tensor);
    if (!trainable || name === 'attnpool.k_proj.bias') continue; // it has no gradient, and tfjs reports none
    const variable = tf.variable(tensor, true);
    tensor.dispose();
    parameters.set(name, variable);
    variables.set(name, variable);
  }
  const parameter = (name: string): tf.Tensor => parameters.get(`attnpool.${name}`) as tf.Tensor;
  const projections = trainable ? trainableProjections(parameter) : frozenProjections(parameter);
  const positions = parameter('positional_embedding') as tf.Tensor2D;
  return {
    forward: (res5) => tf.tidy(() => pool(res5, architecture, positions, projections)),
    variables,
    exportTensors: async () => {
      const tensors = new Map<string, WeightTensor>();
      for (const { name, toFile } of layouts(architecture)) {
        const { shape, data } = requireTensor(weights, name);
        const variable = variables.get(name);
        tensors.set(name, { shape, data: variable ? toFile((await variable.data()) as Float32Array) : data });
      }
      return tensors;
    },
    dispose: () => {
      projections.dispose();
      tf.dispose([...parameters.values()]);
    },
  };
}

function pool(
  res5: tf.Tensor4D,
  { heads, headChannels }: VisualArchitecture,
  positions: tf.Tensor2D,
  projections: AttentionProjections,
): tf.Tensor2D {
  const [regions, height, width, channels] = res5.shape;
  if (height !== width || height * width + 1 !== positions.shape[0] || channels !== headChannels) {
    throw new Error(
      `The attention pool takes ${positions.shape[0] - 1} positions of ${headChannels} channels, not [${res5.shape.join(', ')}].`,
    );
  }
  const grid = tf.reshape(res5, [regions, height * width, channels]);
  const mean = tf.reshape(avgPool2d(res5, height), [regions, 1, channels]);
  const tokens = tf.add(tf.concat([mean, grid], 1), positions) as tf.Tensor3D;
  const first = tf.add(
    tf.reshape(mean, [regions, channels]),
    tf.slice(positions, [0, 0], [1, channels]),
  ) as tf.Tensor2D;

  const query = tf.mul(projections.query(first), headWidth ** -0.5);
  const directions = projections.keyDirections(tf.reshape(query, [regions, heads, headWidth]) as tf.Tensor3D);
  const attention = tf.softmax(matMulPerRegion(directions, tokens, 'right'));
  const values = projections.values(matMulPerRegion(attention, tokens));
  return projections.output(tf.reshape(values, [regions, channels]) as tf.Tensor2D);
}

/** How one parameter lies in a file and where it runs. */
interface Layout {
  readonly name: string;
  readonly runShape: readonly number[];
  toRun(data: Float32Array): Float32Array;
  toFile(data: Float32Array): Float32Array;
}

function layouts({ headChannels: E, heads, embeddingDim: D, grid }: VisualArchitecture): readonly Layout[] {
  const same = (data: Float32Array): Float32Array => data;
  const plain = (name: string, runShape: readonly number[]): Layout => ({
    name: `attnpool.${name}`,
    runShape,
    toRun: same,
    toFile: same,
  });
  const inOut = (name: string, inputs: number, outputs: number): Layout => ({
    name: `attnpool.${name}`,
    runShape: [inputs, outputs],
    toRun: (data) => transposed(data, outputs, inputs),
    toFile: (data) => transposed(data, inputs, outputs),
  });
  const perHead = (data: Float32Array, swap: (head: Float32Array) => Float32Array): Float32Array => {
    const result = new Float32Array(data.length);
    const size = headWidth * E;
    for (let at = 0; at < data.length; at += size) result.set(swap(data.subarray(at, at + size)), at);
    return result;
  };
  return [
    plain('positional_embedding', [(grid / 2) ** 2 + 1, E]),
    inOut('q_proj.weight', E, E),
    plain('q_proj.bias', [E]),
    plain('k_proj.weight', [heads, headWidth, E]),
    plain('k_proj.bias', [E]),
    {
      name: 'attnpool.v_proj.weight',
      runShape: [heads, E, headWidth],
      toRun: (data) => perHead(data, (head) => transposed(head, headWidth, E)),
      toFile: (data) => perHead(data, (head) => transposed(head, E, headWidth)),
    },
    plain('v_proj.bias', [E]),
    inOut('c_proj.weight', E, D),
    plain('c_proj.bias', [D]),
  ];
}
