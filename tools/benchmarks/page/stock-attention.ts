import * as tf from '@tensorflow/tfjs-core';
import { headWidth } from '../../../src/clip/tower/architecture';
import { requireTensor, type VisualWeights } from '../../../src/clip/weights/visual-weights';

type AttentionPool = (res5: tf.Tensor4D) => tf.Tensor2D;

/** The attention pool in the playground's order: the query goes through the key projection, so that keys and values are never formed. */
export function stockAttention(weights: VisualWeights): AttentionPool {
  const { headChannels: E, heads } = weights.architecture;
  const parameter = (name: string): tf.Tensor => parameterOf(weights, name);
  const [queryWeight, outputWeight] = [transposedOf(weights, 'q_proj.weight'), transposedOf(weights, 'c_proj.weight')];
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
    const tokens = tokensOf(tf.reshape(res5, [regions, height * width, E]), positions);
    const first = tf.reshape(tf.slice(tokens, [0, 0, 0], [regions, 1, E]), [regions, E]) as tf.Tensor2D;
    const query = tf.mul(tf.add(tf.matMul(first, queryWeight), queryBias), headWidth ** -0.5);
    const directions = perHead(tf.reshape(query, [regions, heads, headWidth]) as tf.Tensor3D, keyWeight);
    const scores = tf.softmax(tf.matMul(directions, tokens, false, true)) as tf.Tensor3D;
    const values = tf.add(perHead(tf.matMul(scores, tokens) as tf.Tensor3D, valueWeight), valueBias);
    return tf.add(tf.matMul(tf.reshape(values, [regions, E]) as tf.Tensor2D, outputWeight), outputBias) as tf.Tensor2D;
  };
}

/** The attention pool as openai/CLIP writes it: keys and values of every token, one query. */
export function stockAttentionAsWritten(weights: VisualWeights): AttentionPool {
  const { headChannels: E, heads } = weights.architecture;
  const positions = parameterOf(weights, 'positional_embedding');
  const projections = new Map(
    ['q_proj', 'k_proj', 'v_proj', 'c_proj'].map((name) => [
      name,
      { weight: transposedOf(weights, `${name}.weight`), bias: parameterOf(weights, `${name}.bias`) },
    ]),
  );
  const project = (x: tf.Tensor, name: string): tf.Tensor => {
    const { weight, bias } = projections.get(name)!;
    return tf.add(tf.matMul(tf.reshape(x, [-1, E]), weight), bias);
  };
  return (res5) => {
    const [regions, height, width] = res5.shape;
    const tokens = tokensOf(tf.reshape(res5, [regions, height * width, E]), positions);
    const byHead = (x: tf.Tensor): tf.Tensor =>
      tf.transpose(tf.reshape(x, [regions, -1, heads, headWidth]), [0, 2, 1, 3]);
    const first = tf.slice(tokens, [0, 0, 0], [regions, 1, E]);
    const query = tf.mul(byHead(project(first, 'q_proj')), headWidth ** -0.5);
    const scores = tf.softmax(tf.matMul(query, byHead(project(tokens, 'k_proj')), false, true));
    const values = tf.matMul(scores, byHead(project(tokens, 'v_proj')));
    return project(tf.reshape(values, [regions, E]), 'c_proj') as tf.Tensor2D;
  };
}

/** The mean and the grid `[N, S², E]`, plus positions. */
function tokensOf(grid: tf.Tensor, positions: tf.Tensor): tf.Tensor3D {
  return tf.add(tf.concat([tf.mean(grid, 1, true), grid], 1), positions) as tf.Tensor3D;
}

function parameterOf(weights: VisualWeights, name: string): tf.Tensor {
  const { shape, data } = requireTensor(weights, `attnpool.${name}`);
  return tf.tensor(data, [...shape]);
}

function transposedOf(weights: VisualWeights, name: string): tf.Tensor2D {
  return tf.tidy(() => tf.transpose(parameterOf(weights, name) as tf.Tensor2D));
}
