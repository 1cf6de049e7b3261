import type * as tf from '@tensorflow/tfjs-core';
import { runProgram, type Uniform } from '../webgpu-program';
import main from './direct-product.wgsl?raw';
import innerFours from './inner-fours.wgsl?raw';
import innerOnes from './inner-ones.wgsl?raw';
import { type Plan, readsFours } from '../products/plan';
import storeFours from './store-fours.wgsl?raw';
import storeOnes from './store-ones.wgsl?raw';

/** Rows and columns of the result that a thread sums: with more, SwiftShader's compiler takes seconds and gigabytes. */
const block = 4;

/** Runs a plan on the webgpu backend. */
export function runDirect(plan: Plan, backend: object): tf.TensorInfo {
  const { x, weights, bias, columns, transposed } = plan;
  const fours = readsFours(plan);
  const stores = columns % block === 0 ? 4 : 1;
  const source = [
    main,
    fours ? innerFours : innerOnes,
    stores === 4 ? storeFours : storeOnes,
    `fn weight(at : i32) -> vec4<f32> { return vec4<f32>(weights[at]); }`,
    `fn times(w : mat4x4<f32>, v : vec4<f32>) -> vec4<f32> { return ${transposed === 'weights' ? 'v * w' : 'w * v'}; }`,
    `fn biasOf(group : i32) -> vec4<f32> { return vec4<f32>(${bias ? 'bias[group]' : ''}); }`,
  ].join('\n');
  return runProgram(backend, {
    key: `directProduct_${fours}_${stores}_${transposed === 'weights'}_${bias !== undefined}`,
    source,
    inputs: [
      { name: 'x', info: x, components: fours ? 4 : 1 },
      { name: 'weights', info: weights, components: 4 },
      ...(bias ? [{ name: 'bias', info: bias, components: 4 } as const] : []),
    ],
    outputShape: plan.outputShape,
    outputComponents: stores,
    threads: threadsOf(plan),
    uniforms: uniformsOf(plan, fours),
  });
}

/** Threads that have work; there are as many as a one-dimensional dispatch takes, or the plan cannot run. */
export function threadsOf({ batches, rows, columns }: Plan): number {
  return batches * Math.ceil(rows / block) * Math.ceil(columns / block);
}

function uniformsOf(plan: Plan, fours: boolean): readonly Uniform[] {
  const { rows, columns, inner, transposed, inputMap, outputMap, side, stride, pad, relu } = plan;
  const perRead = fours ? 4 : 1;
  const integers = (values: Readonly<Record<string, number>>): readonly Uniform[] =>
    Object.entries(values).map(([name, value]) => ({ name, type: 'i32', data: [value] }));
  const lines = transposed === 'weights' ? inner / 4 : columns / 4;
  return [
    { name: 'inputMap', type: 'vec2<i32>', data: [...inputMap] },
    { name: 'outputMap', type: 'vec2<i32>', data: [...outputMap] },
    ...integers({
      threads: threadsOf(plan),
      tiles: Math.ceil(rows / block),
      rows,
      columns,
      columnGroups: Math.ceil(columns / block),
      side,
      stride,
      pad,
      relu: relu ? 1 : 0,
      inner: inner / perRead,
      xBatch: (rows * inner) / perRead,
      xRow: transposed === 'x' ? 1 : inner / perRead,
      xStep: transposed === 'x' ? rows : 1,
      weightBatch: (columns * inner) / 4,
      weightTap: (columns * inner) / 4,
      weightGroup: transposed === 'weights' ? inner : 1,
      weightLine: lines,
      weightStep: transposed === 'weights' ? 1 : perRead * lines,
    }),
  ];
}
