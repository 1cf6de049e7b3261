/**
 * A small network with the operators of the D-FINE family and made weights: convolutions, a padded MaxPool with `ceil_mode`, two levels of a pyramid,
 * attention, the choice of queries by TopK, deformable attention by GridSample, boxes as expectations over bins. `goldens/made_decoder.py` is the same in PyTorch.
 */
import {
  onnxFile,
  onnxInitializer,
  onnxNode,
  onnxValue,
  type OnnxAttributeValue,
} from '../../formats/onnx/onnx-writer';

/** C channels, Q queries, P points of a level, bins of a box's side. */
const sizes = { channels: 4, queries: 5, points: 3, bins: 6, classes: 3 } as const;

/** The n-th made tensor: integers modulo 997, so that PyTorch has the same to the last bit. */
function madeValues(seed: number, count: number, scale: number): Float32Array {
  return Float32Array.from({ length: count }, (_, at) => (((at * 7919 + seed * 1299709) % 997) / 498 - 1) * scale);
}

class Graph {
  readonly fields: Uint8Array[] = [];
  #names = 0;
  #seed = 0;

  node(
    opType: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttributeValue>> = {},
  ): string {
    return this.nodes(opType, inputs, 1, attributes)[0]!;
  }

  nodes(
    opType: string,
    inputs: readonly string[],
    outputs: number,
    attributes: Readonly<Record<string, OnnxAttributeValue>> = {},
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => this.#name(opType));
    this.fields.push(onnxNode(opType, inputs, names, attributes));
    return names;
  }

  /** The next made tensor. */
  weight(shape: readonly number[], scale = 0.5): string {
    const count = shape.reduce((size, side) => size * side, 1);
    return this.floats(shape, madeValues(++this.#seed, count, scale));
  }

  floats(shape: readonly number[], values: ArrayLike<number>): string {
    const name = this.#name('floats');
    this.fields.push(onnxInitializer(name, 'F32', shape, Float32Array.from(values)));
    return name;
  }

  integers(values: readonly number[]): string {
    const name = this.#name('integers');
    this.fields.push(onnxInitializer(name, 'I64', [values.length], BigInt64Array.from(values, BigInt)));
    return name;
  }

  output(name: string, value: string, shape: readonly number[]): void {
    this.fields.push(onnxNode('Identity', [value], [name]), onnxValue('output', name, 'F32', shape));
  }

  #name(what: string): string {
    return `${what}_${++this.#names}`;
  }
}

/** The file: `pixel_values` `[1, 3, 640, 640]` → `logits` `[1, 5, 3]` and `pred_boxes` `[1, 5, 4]`. */
export function madeDecoder(): Uint8Array<ArrayBuffer> {
  const { channels: C, queries: Q, points: P, bins, classes } = sizes;
  const g = new Graph();
  const linear = (value: string, inputs: number, outputs: number) =>
    g.node('Add', [g.node('MatMul', [value, g.weight([inputs, outputs])]), g.weight([outputs])]);
  const reshape = (value: string, shape: readonly number[]) => g.node('Reshape', [value, g.integers(shape)]);
  const silu = (value: string) => g.node('Mul', [value, g.node('Sigmoid', [value])]);
  const scaled = (value: string, factor: number) => g.node('Mul', [value, g.floats([1], [factor])]);

  // Backbone: 640 → 40 → 20; the pool sees one more row and column on the far side, as HGNetV2's stem does.
  const first = g.node('Relu', [
    g.node('Conv', ['pixel_values', g.weight([C, 3, 16, 16], 0.1), g.weight([C])], { strides: [16, 16] }),
  ]);
  const padded = g.node('Pad', [first, g.integers([0, 0, 0, 0, 0, 0, 1, 1])]);
  const pooled = g.node('MaxPool', [padded], { kernel_shape: [2, 2], strides: [1, 1], ceil_mode: { int: 1 } });
  const fine = g.node('Add', [first, pooled]);
  const halved = g.node('Conv', [fine, g.weight([C, C, 3, 3]), g.weight([C])], { strides: [2, 2], pads: [1, 1, 1, 1] });
  const coarse = silu(halved);

  // Encoder on the coarse level: self-attention, LayerNormalization, GELU by Erf.
  const tokens = g.node('Transpose', [reshape(coarse, [1, C, 400])], { perm: [0, 2, 1] });
  const keys = g.node('Transpose', [linear(tokens, C, C)], { perm: [0, 2, 1] });
  const attention = g.node('Softmax', [scaled(g.node('MatMul', [linear(tokens, C, C), keys]), 0.5)], {
    axis: { int: 2 },
  });
  const attended = g.node('Add', [tokens, g.node('MatMul', [attention, linear(tokens, C, C)])]);
  const normed = g.node('LayerNormalization', [attended, g.weight([C]), g.weight([C])], {
    axis: { int: 2 },
    epsilon: { float: 1e-5 },
  });
  const erf = g.node('Erf', [scaled(normed, Math.SQRT1_2)]);
  const gelu = scaled(g.node('Mul', [normed, g.node('Add', [erf, g.floats([1], [1])])]), 0.5);
  const encoded = reshape(g.node('Transpose', [gelu], { perm: [0, 2, 1] }), [1, C, 20, 20]);

  // Pyramid: the coarse level, enlarged, beside the fine one.
  const enlarged = g.node('Resize', [encoded, '', g.floats([4], [1, 1, 2, 2])], {
    mode: 'nearest',
    coordinate_transformation_mode: 'asymmetric',
    nearest_mode: 'floor',
  });
  const joined = g.node('Concat', [enlarged, fine], { axis: { int: 1 } });
  const level = g.node('Conv', [joined, g.weight([C, 2 * C, 1, 1]), g.weight([C])]);

  // Queries: of all 2000 cells those with the largest class score.
  const flat = (map: string, cells: number) => g.node('Transpose', [reshape(map, [1, C, cells])], { perm: [0, 2, 1] });
  const memory = g.node('Concat', [flat(level, 1600), flat(encoded, 400)], { axis: { int: 1 } });
  const best = g.node('ReduceMax', [linear(memory, C, classes)], { axes: [2], keepdims: { int: 0 } });
  const [, chosen] = g.nodes('TopK', [best, g.integers([Q])], 2, { axis: { int: 1 } });
  const index = g.node('Unsqueeze', [chosen!, g.integers([2])]);
  const gathered = (width: number) => g.node('Expand', [index, g.integers([1, Q, width])]);
  const queries = g.node('GatherElements', [memory, gathered(C)], { axis: { int: 1 } });
  const corner = g.node('Sigmoid', [linear(memory, C, 2)]);
  const clipped = g.node('Clip', [corner, g.floats([], [0.001]), g.floats([], [0.999])]);
  const inverse = g.node('Log', [g.node('Div', [clipped, g.node('Sub', [g.floats([1], [1]), clipped])])]);
  const centre = g.node('Sigmoid', [g.node('GatherElements', [inverse, gathered(2)], { axis: { int: 1 } })]);

  // Deformable attention on the fine level: P places around each query's centre, bilinear, zeros outside.
  const moves = reshape(scaled(linear(queries, C, 2 * P), 0.2), [1, Q, P, 2]);
  const places = g.node('Add', [g.node('Unsqueeze', [centre, g.integers([2])]), moves]);
  const grid = g.node('Sub', [scaled(places, 2), g.floats([1], [1])]);
  const sampled = g.node('GridSample', [level, grid], {
    mode: 'bilinear',
    padding_mode: 'zeros',
    align_corners: { int: 0 },
  });
  const weights = g.node('Softmax', [linear(queries, C, P)], { axis: { int: 2 } });
  const mixed = g.node('Einsum', [sampled, weights], { equation: 'bcqp,bqp->bqc' });
  const decoded = g.node('Add', [queries, mixed]);

  // Boxes: each side the expectation of its bins.
  const sides = reshape(linear(decoded, C, 4 * bins), [1, Q, 4, bins]);
  const likely = g.node('Softmax', [sides], { axis: { int: 3 } });
  const project = g.floats(
    [bins],
    Array.from({ length: bins }, (_, at) => (at + 1) / (4 * bins)),
  );
  const distances = g.node('ReduceSum', [g.node('Mul', [likely, project]), g.integers([-1])], { keepdims: { int: 0 } });
  const [before, after] = g.nodes('Split', [distances, g.integers([2, 2])], 2, { axis: { int: 2 } });
  const middle = g.node('Add', [centre, scaled(g.node('Sub', [after!, before!]), 0.5)]);
  g.output('pred_boxes', g.node('Concat', [middle, g.node('Add', [before!, after!])], { axis: { int: 2 } }), [1, Q, 4]);

  // Scores: of the classes, and of how sharp the bins are.
  const [sharpest] = g.nodes('TopK', [likely, g.integers([2])], 2, { axis: { int: 3 } });
  const sharpness = g.node('ReduceMean', [sharpest!], { axes: [2, 3], keepdims: { int: 0 } });
  const quality = g.node('Unsqueeze', [sharpness, g.integers([2])]);
  g.output('logits', g.node('Add', [linear(decoded, C, classes), quality]), [1, Q, classes]);

  return onnxFile(17, [...g.fields, onnxValue('input', 'pixel_values', 'F32', [1, 3, 640, 640])]);
}
