import type { OnnxGraph, OnnxNode } from '../../formats/onnx/onnx';
import { intAttribute, intsAttribute } from '../../formats/onnx/onnx-attributes';

/** A value of the graph that depends on no input: row-major elements under a shape. Float64Array holds integers, Float32Array floats. */
export interface OnnxConstant {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** Finds what a value is when it depends on initializers alone; undefined when it depends on an input or on an operator not known here. */
export type ConstantOf = (name: string) => OnnxConstant | undefined;

/**
 * Evaluates the operators that exporters put between a stored weight and its use: casts of fp16 storage, transposes, the joined biases
 * of an attention layer that are sliced apart again, and the integer arithmetic of those slices' bounds.
 */
export function constantEvaluator(graph: OnnxGraph): ConstantOf {
  const producers = new Map(
    graph.nodes.flatMap((node) => node.outputs.map((output): [string, OnnxNode] => [output, node])),
  );
  const known = new Map<string, OnnxConstant | undefined>();
  const constantOf: ConstantOf = (name) => {
    if (known.has(name)) return known.get(name);
    known.set(name, undefined); // a cycle, which no valid graph has, then ends here
    const value = evaluate(name);
    known.set(name, value);
    return value;
  };
  const evaluate = (name: string): OnnxConstant | undefined => {
    const stored = graph.initializers.get(name);
    if (stored) return { shape: stored.shape, data: elements(stored) };
    const node = producers.get(name);
    if (!node) return undefined;
    if (node.opType === 'Constant') return attributeConstant(node);
    if (node.opType === 'CastLike') {
      const [x, like] = node.inputs.map((input) => constantOf(input)); // the second input only lends its type
      return x && cast(x, like?.data instanceof Float64Array ? integerType : floatTypes[0]);
    }
    const operator = operators[node.opType];
    if (!operator) return undefined;
    const inputs: OnnxConstant[] = [];
    for (const input of node.inputs) {
      const constant = constantOf(input);
      if (!constant) return undefined;
      inputs.push(constant);
    }
    return operator(inputs, node, node.outputs.indexOf(name));
  };
  return constantOf;
}

type Operator = (inputs: readonly OnnxConstant[], node: OnnxNode, output: number) => OnnxConstant | undefined;

const keep: Operator = ([x]) => x;

const operators: Readonly<Record<string, Operator>> = {
  Identity: keep,
  Cast: ([x], node) => x && cast(x, intAttribute(node, 'to', 1)),
  Transpose: ([x], node) =>
    x &&
    transpose(
      x,
      intsAttribute(
        node,
        'perm',
        x.shape.map((_, axis) => x.shape.length - 1 - axis),
      ),
    ),
  Unsqueeze: ([x]) => x && { ...x, shape: [1, ...x.shape] }, // only the element order matters to the readers of weights
  Squeeze: ([x]) => x && { ...x, shape: x.shape.filter((size) => size !== 1) },
  Reshape: ([x, shape]) => x && shape && { ...x, shape: resolveShape(x, [...shape.data]) },
  Shape: ([x]) => x && { shape: [x.shape.length], data: Float64Array.from(x.shape) },
  Concat: (inputs) => concat(inputs),
  Gather: ([x, index]) => x && index && gather(x, index),
  Slice: (inputs) => slice(inputs),
  Split: ([x, sizes], node, output) => x && split(x, sizes, node, output),
  Add: (inputs) => elementwise(inputs, (a, b) => a + b),
  Mul: (inputs) => elementwise(inputs, (a, b) => a * b),
  Div: (inputs) =>
    elementwise(inputs, inputs[0]?.data instanceof Float64Array ? (a, b) => Math.trunc(a / b) : (a, b) => a / b),
};

/** Swaps axes of a tensor of any rank. */
export function transpose(x: OnnxConstant, perm: readonly number[]): OnnxConstant {
  const rank = x.shape.length;
  const shape = perm.map((axis) => x.shape[axis] as number);
  const strides = new Array<number>(rank).fill(1);
  for (let axis = rank - 2; axis >= 0; axis--)
    strides[axis] = (strides[axis + 1] as number) * (x.shape[axis + 1] as number);
  const steps = perm.map((axis) => strides[axis] as number);
  const data = x.data.slice();
  const index = new Array<number>(rank).fill(0);
  let from = 0;
  for (let to = 0; to < data.length; to++) {
    data[to] = x.data[from] as number;
    for (let axis = rank - 1; axis >= 0; axis--) {
      from += steps[axis] as number;
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (steps[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return { shape, data };
}

function attributeConstant(node: OnnxNode): OnnxConstant | undefined {
  for (const [name, attribute] of node.attributes) {
    if (name === 'value' && attribute.kind === 'tensor')
      return { shape: attribute.value.shape, data: elements(attribute.value) };
    if (attribute.kind === 'int') return { shape: [], data: Float64Array.of(attribute.value) };
    if (attribute.kind === 'ints')
      return { shape: [attribute.values.length], data: Float64Array.from(attribute.values) };
    if (attribute.kind === 'float') return { shape: [], data: Float32Array.of(attribute.value) };
    if (attribute.kind === 'floats')
      return { shape: [attribute.values.length], data: Float32Array.from(attribute.values) };
  }
  return undefined;
}

function elements(tensor: {
  readonly elementType: string;
  read(): ArrayLike<number | bigint>;
  readFloat32(): Float32Array;
}): Float32Array | Float64Array {
  const integers = ['I64', 'I32', 'U8', 'BOOL'].includes(tensor.elementType);
  return integers ? Float64Array.from(tensor.read(), Number) : tensor.readFloat32();
}

/** TensorProto's numbers of float32, float16, float64 and bfloat16. */
const floatTypes = [1, 10, 11, 16] as const;
const integerType = 7;

function cast(x: OnnxConstant, to: number): OnnxConstant {
  const toFloats = floatTypes.some((type) => type === to);
  if (toFloats === x.data instanceof Float32Array) return x;
  return { ...x, data: toFloats ? Float32Array.from(x.data) : Float64Array.from(x.data, Math.trunc) };
}

function resolveShape(x: OnnxConstant, wanted: readonly number[]): readonly number[] {
  const sizes = wanted.map((size, axis) => (size === 0 ? (x.shape[axis] ?? 1) : size));
  const rest = sizes.reduce((product, size) => (size === -1 ? product : product * size), 1);
  return sizes.map((size) => (size === -1 ? x.data.length / rest : size));
}

/** Along the first axis, which is the only one along which exporters join weights. */
function concat(inputs: readonly OnnxConstant[]): OnnxConstant | undefined {
  const [first] = inputs;
  if (!first) return undefined;
  const length = inputs.reduce((sum, { data: part }) => sum + part.length, 0);
  const data = first.data instanceof Float32Array ? new Float32Array(length) : new Float64Array(length);
  let at = 0;
  for (const { data: part } of inputs) {
    data.set(part, at);
    at += part.length;
  }
  return { shape: [inputs.reduce((sum, { shape }) => sum + (shape[0] ?? 1), 0), ...first.shape.slice(1)], data };
}

function gather(x: OnnxConstant, index: OnnxConstant): OnnxConstant | undefined {
  if (x.shape.length !== 1) return undefined;
  const at = (value: number): number => x.data[value < 0 ? value + x.data.length : value] ?? Number.NaN;
  return { shape: index.shape, data: Float64Array.from(index.data, at) };
}

/** Along the first axis with step 1. */
function slice([x, starts, ends, axes]: readonly OnnxConstant[]): OnnxConstant | undefined {
  const [start, end] = [starts?.data[0], ends?.data[0]];
  if (!x || start === undefined || end === undefined || starts?.data.length !== 1 || (axes?.data[0] ?? 0) !== 0)
    return undefined;
  const length = x.shape[0] ?? 1;
  const bound = (value: number): number => Math.min(length, Math.max(0, value < 0 ? value + length : value));
  const row = x.data.length / length;
  const [from, to] = [bound(start), bound(end)];
  return { shape: [to - from, ...x.shape.slice(1)], data: x.data.slice(from * row, to * row) };
}

function split(
  x: OnnxConstant,
  sizes: OnnxConstant | undefined,
  node: OnnxNode,
  output: number,
): OnnxConstant | undefined {
  const length = x.shape[0] ?? 1;
  const equal = new Array<number>(node.outputs.length).fill(length / node.outputs.length);
  const parts = sizes ? [...sizes.data] : intsAttribute(node, 'split', equal);
  if (intAttribute(node, 'axis', 0) !== 0) return undefined;
  const start = parts.slice(0, output).reduce((sum, part) => sum + part, 0);
  const row = x.data.length / length;
  return {
    shape: [parts[output] as number, ...x.shape.slice(1)],
    data: x.data.slice(start * row, (start + (parts[output] as number)) * row),
  };
}

function elementwise(
  [a, b]: readonly OnnxConstant[],
  combine: (a: number, b: number) => number,
): OnnxConstant | undefined {
  if (!a || !b) return undefined;
  const [left, right] = [a.data, b.data];
  if (right.length === 1) return { ...a, data: left.map((value) => combine(value, right[0] as number)) };
  if (left.length === 1) return { ...b, data: right.map((value) => combine(left[0] as number, value)) };
  if (left.length !== right.length) return undefined;
  return { ...a, data: left.map((value, i) => combine(value, right[i] as number)) };
}
