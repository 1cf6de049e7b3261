import type * as tf from '@tensorflow/tfjs-core';
import { type Plan, readsFours } from '../products/plan';
import { mostWorkgroups, runProgram, type Uniform } from '../webgpu-program';
import source from './tiled-product.wgsl?raw';
import { slice, threadsOfTile, tileConstants, type TileName, tiles } from './tiles';

/** Whether a plan is one that tiles compute: operands as they lie, read and written four values at a time. */
export function fitsTiles(plan: Plan, tileName: TileName): boolean {
  const fours = readsFours(plan) && plan.columns % 4 === 0;
  return plan.transposed === 'none' && fours && workgroupsOf(plan, tileName) <= mostWorkgroups;
}

/** Runs a plan that {@link fitsTiles} on the webgpu backend. Sums are single precision, slice by slice. */
export function runTiled(plan: Plan, tileName: TileName, backend: object): tf.TensorInfo {
  const { x, weights, bias } = plan;
  const tile = tiles[tileName];
  const threads = threadsOfTile(tile);
  return runProgram(backend, {
    key: `tiledProduct_${tileName}_${bias !== undefined}`,
    source: [
      tileConstants(tile),
      source,
      `fn biasOf(group : i32) -> vec4<f32> { return vec4<f32>(${bias ? 'bias[group]' : ''}); }`,
    ].join('\n'),
    inputs: [
      { name: 'x', info: x, components: 4 },
      { name: 'weights', info: weights, components: 4 },
      ...(bias ? [{ name: 'bias', info: bias, components: 4 } as const] : []),
    ],
    outputShape: plan.outputShape,
    outputComponents: 4,
    workgroup: threads,
    threads: workgroupsOf(plan, tileName) * threads,
    uniforms: uniformsOf(plan, tileName),
  });
}

function workgroupsOf({ batches, rows, columns }: Plan, tileName: TileName): number {
  const tile = tiles[tileName];
  return batches * Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
}

function uniformsOf(plan: Plan, tileName: TileName): readonly Uniform[] {
  const { batches, rows, columns, inner, inputMap, outputMap, side, stride, pad, relu } = plan;
  const tile = tiles[tileName];
  const tapSlices = Math.ceil(inner / slice);
  const integers = {
    batches,
    rows,
    rowTiles: Math.ceil(rows / tile.rows),
    columnTiles: Math.ceil(columns / tile.columns),
    columnGroups: columns / 4,
    inner,
    innerFours: inner / 4,
    tapSlices,
    slices: side * side * tapSlices,
    side,
    stride,
    pad,
    relu: relu ? 1 : 0,
  };
  return [
    { name: 'inputMap', type: 'vec2<i32>', data: [...inputMap] },
    { name: 'outputMap', type: 'vec2<i32>', data: [...outputMap] },
    ...Object.entries(integers).map(([name, value]): Uniform => ({ name, type: 'i32', data: [value] })),
  ];
}
