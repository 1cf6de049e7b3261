import type * as tf from '@tensorflow/tfjs-core';

/**
 * Sums of products as one thread of the program takes them: row r and column c of the result are Σ over the taps and the inner axis of
 * x at r's place under the tap times the weights of the tap in column c. A matrix product has one tap, and its rows are its places.
 */
export interface Plan {
  readonly x: tf.TensorInfo;
  readonly weights: tf.TensorInfo;
  /** `[columns]`. */
  readonly bias: tf.TensorInfo | undefined;
  readonly relu: boolean;
  readonly outputShape: number[];
  /** Products with weights of their own. */
  readonly batches: number;
  /** Rows and columns of the result of each. */
  readonly rows: number;
  readonly columns: number;
  /** Values of x in each place. */
  readonly inner: number;
  /** x lies as `[inner, rows]`, the weights as `[columns, inner]`. */
  readonly transposed: 'none' | 'x' | 'weights';
  readonly inputMap: readonly [height: number, width: number];
  readonly outputMap: readonly [height: number, width: number];
  /** Of the square kernel, the step between outputs, and the border of zeros. */
  readonly side: number;
  readonly stride: number;
  readonly pad: number;
}

/** What tfjs hands to a kernel. */
export interface KernelCall {
  readonly inputs: tf.NamedTensorInfoMap;
  readonly attrs: tf.NamedAttrMap;
}

/** The attributes of tfjs's products and convolutions that matter here. */
interface Attributes {
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly activation?: string;
  readonly dataFormat?: string;
  readonly strides?: number | readonly [number, number];
  readonly dilations?: number | readonly [number, number];
  readonly pad?: unknown;
}

/** `FusedConv2D` as a plan, or null for what only the stock kernel does. */
export function planConvolution({ inputs, attrs }: KernelCall): Plan | null {
  const { x, filter, bias, preluActivationWeights } = inputs;
  const { strides, dilations, pad, dataFormat, activation = 'linear' } = attrs as Attributes;
  if (!x || !filter || preluActivationWeights || dataFormat !== 'NHWC') return null;
  const [side, other, inner, columns] = filter.shape as [number, number, number, number];
  const [stride, strideX] = pairOf(strides);
  const border = pad === 'valid' ? 0 : pad;
  if (typeof border !== 'number' || side !== other || stride !== strideX) return null;
  if (pairOf(dilations).some((step) => step !== 1)) return null;
  const [batch, height, width] = x.shape as [number, number, number, number];
  const outputs = (input: number): number => Math.floor((input + 2 * border - side) / stride) + 1;
  const outputMap = [outputs(height), outputs(width)] as const;
  return checked({
    x,
    weights: filter,
    bias,
    ...activationOf(activation),
    outputShape: [batch, ...outputMap, columns],
    batches: 1,
    rows: batch * outputMap[0] * outputMap[1],
    columns,
    inner,
    transposed: 'none',
    inputMap: [height, width],
    outputMap,
    side,
    stride,
    pad: border,
  });
}

/** `BatchMatMul` and `_FusedMatMul` as a plan, or null for what only the stock kernels do. */
export function planMatMul({ inputs, attrs }: KernelCall): Plan | null {
  const { a, b, bias, preluActivationWeights } = inputs;
  const { transposeA = false, transposeB = false, activation = 'linear' } = attrs as Attributes;
  if (!a || !b || preluActivationWeights || a.shape.length !== 3 || b.shape.length !== 3) return null;
  if (transposeA && transposeB) return null;
  const [batch, ...left] = a.shape as [number, number, number];
  const [others, ...right] = b.shape as [number, number, number];
  const [rows, inner] = transposeA ? [left[1], left[0]] : left;
  const columns = transposeB ? right[0] : right[1];
  if (others !== batch && (others !== 1 || transposeA)) return null;
  const batches = others;
  const rowsOfBatch = (batch / batches) * rows;
  return checked({
    x: a,
    weights: b,
    bias,
    ...activationOf(activation),
    outputShape: [batch, rows, columns],
    batches,
    rows: rowsOfBatch,
    columns,
    inner,
    transposed: transposeA ? 'x' : transposeB ? 'weights' : 'none',
    inputMap: [rowsOfBatch, 1],
    outputMap: [rowsOfBatch, 1],
    side: 1,
    stride: 1,
    pad: 0,
  });
}

/** Whether four values of x are read at once, which they can be where they lie together. */
export function readsFours({ inner, transposed }: Plan): boolean {
  return inner % 4 === 0 && transposed !== 'x';
}

type Unchecked = Omit<Plan, 'relu'> & { readonly relu: boolean | null };

/** Weights are read four at a time, so one of their axes must divide by four. */
function checked({ relu, ...rest }: Unchecked): Plan | null {
  if (relu === null) return null;
  const plan: Plan = { ...rest, relu };
  const { x, weights, bias, columns, outputShape } = plan;
  const float = [x, weights, ...(bias ? [bias] : [])].every(({ dtype }) => dtype === 'float32');
  const foursOfWeights = plan.transposed === 'weights' ? readsFours(plan) : columns % 4 === 0;
  const plainBias = !bias || (bias.shape.length === 1 && bias.shape[0] === columns && columns % 4 === 0);
  const empty = [...x.shape, ...weights.shape, ...outputShape].some((length) => length <= 0);
  return float && foursOfWeights && plainBias && !empty ? plan : null;
}

function activationOf(activation: string): { readonly relu: boolean | null } {
  return { relu: activation === 'relu' ? true : activation === 'linear' ? false : null };
}

function pairOf(value: number | readonly [number, number] = 1): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}
