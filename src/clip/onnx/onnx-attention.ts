import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';
import type { OnnxNode } from '../../formats/onnx/onnx';
import { intAttribute } from '../../formats/onnx/onnx-attributes';
import { type OnnxConstant, transpose } from './onnx-constants';
import { zeros } from './onnx-convolutions';
import { type OnnxDataflow, outputOf, splitOperands } from './onnx-dataflow';

/** A linear layer of the graph, `weight` as `[out, in]`, with the value it reads and the node that makes its output. */
interface OnnxLinear {
  readonly weight: OnnxConstant;
  readonly bias: OnnxConstant;
  readonly input: string;
}

/** Operators between a projection and the attention product: they move or scale elements. */
const movers = new Set([
  'Reshape',
  'Transpose',
  'Mul',
  'Div',
  'Cast',
  'Identity',
  'Squeeze',
  'Unsqueeze',
  'Slice',
  'Gather',
  'Split',
  'Expand',
]);

/**
 * Recovers the attention pool around the one Softmax: its scores are Q·K, its consumer multiplies V, and c_proj follows.
 *
 * @param channels E, the length of a token
 * @returns tensors under `attnpool.` names, PyTorch's orientation
 * @throws ModelError `unsupported-model` where the graph has no such attention
 */
export function onnxAttention(flow: OnnxDataflow, channels: number): ReadonlyMap<string, OnnxConstant> {
  const softmaxes = flow.graph.nodes.filter(({ opType }) => opType === 'Softmax');
  const [softmax] = softmaxes;
  if (!softmax || softmaxes.length !== 1) throw noAttention(`it has ${softmaxes.length} softmax operators, not one`);
  const scores = climbTo(flow, softmax.inputs[0] ?? '', 'MatMul');
  const weighted = descendTo(flow, outputOf(softmax), (node) => node.opType === 'MatMul');
  if (!scores || !weighted) throw noAttention('the softmax is not between two products');
  const attention = outputOf(softmax);
  const valueInput = weighted.inputs.find((input) => input !== attention && !reaches(flow, input, softmax)) ?? '';
  const query = projection(flow, scores.inputs[0] ?? '', channels);
  const key = projection(flow, scores.inputs[1] ?? '', channels);
  const value = projection(flow, valueInput, channels);
  const output = outputProjection(flow, weighted);
  const positions = value && positionalEmbedding(flow, value.input, channels);
  if (!query || !key || !value || !output || !positions) {
    const missing = [
      !query && 'query',
      !key && 'key',
      !value && 'value',
      !output && 'output projection',
      !positions && 'positions',
    ];
    throw noAttention(`its ${missing.filter(Boolean).join(', ')} cannot be found`);
  }
  return new Map([
    ['attnpool.positional_embedding', positions],
    ...Object.entries({ q_proj: query, k_proj: key, v_proj: value, c_proj: output }).flatMap(
      ([name, { weight, bias }]): [string, OnnxConstant][] => [
        [`attnpool.${name}.weight`, weight],
        [`attnpool.${name}.bias`, bias],
      ],
    ),
  ]);
}

/** Climbs from an operand of the attention product to the projection that made it, picking up its bias on the way. */
function projection(flow: OnnxDataflow, from: string, channels: number): OnnxLinear | undefined {
  let value = from;
  let bias: OnnxConstant | undefined;
  for (;;) {
    const node = flow.producerOf(value);
    if (!node) return undefined;
    const linear = linearOf(flow, node);
    if (linear) return bias ? { ...linear, bias: flat(bias) } : linear;
    const operands = splitOperands(flow, node);
    if (node.opType === 'Add' && operands?.constant.data.length === channels) {
      bias = operands.constant;
      value = operands.value;
    } else if (movers.has(node.opType)) {
      value = operands?.value ?? node.inputs[0] ?? '';
    } else return undefined;
  }
}

/** The first product with a constant after the attention, and the constant added to it. */
function outputProjection(flow: OnnxDataflow, weighted: OnnxNode): OnnxLinear | undefined {
  const node = descendTo(flow, outputOf(weighted), (candidate) => linearOf(flow, candidate) !== undefined);
  const linear = node && linearOf(flow, node);
  if (!linear || node.opType === 'Gemm') return linear;
  const sum = descendTo(flow, outputOf(node), ({ opType }) => opType === 'Add');
  const bias = sum && splitOperands(flow, sum)?.constant;
  return bias && bias.data.length === linear.weight.shape[0] ? { ...linear, bias: flat(bias) } : linear;
}

/** A MatMul or Gemm with a constant matrix. The side of the matrix gives its orientation: its shape does not, since E×E is square. */
function linearOf(flow: OnnxDataflow, node: OnnxNode): OnnxLinear | undefined {
  if (node.opType !== 'MatMul' && node.opType !== 'Gemm') return undefined;
  const [input, matrix, added] = node.inputs;
  const constant = matrix === undefined ? undefined : flow.constantOf(matrix);
  if (input === undefined || constant?.shape.length !== 2 || flow.constantOf(input)) return undefined;
  const outIn =
    node.opType === 'Gemm' && intAttribute(node, 'transB', 0) === 1 ? constant : transpose(constant, [1, 0]);
  const bias = added ? flow.constantOf(added) : undefined;
  return { weight: outIn, bias: bias ? flat(bias) : zeros(outIn.shape[0] ?? 0), input };
}

/** The constant that was added to the tokens: `[HW + 1, E]`, whatever axes of size 1 it carries. */
function positionalEmbedding(flow: OnnxDataflow, from: string, channels: number): OnnxConstant | undefined {
  let value = from;
  for (;;) {
    const node = flow.producerOf(value);
    if (!node) return undefined;
    const operands = splitOperands(flow, node);
    if (
      node.opType === 'Add' &&
      operands &&
      operands.constant.data.length > channels &&
      operands.constant.data.length % channels === 0
    ) {
      const { data } = operands.constant;
      return { shape: [data.length / channels, channels], data };
    }
    if (!movers.has(node.opType)) return undefined;
    value = node.inputs[0] ?? '';
  }
}

function climbTo(flow: OnnxDataflow, from: string, opType: string): OnnxNode | undefined {
  let value = from;
  for (;;) {
    const node = flow.producerOf(value);
    if (!node || node.opType === opType) return node;
    if (!movers.has(node.opType) && node.opType !== 'Add') return undefined;
    value = splitOperands(flow, node)?.value ?? node.inputs[0] ?? '';
  }
}

function descendTo(flow: OnnxDataflow, from: string, wanted: (node: OnnxNode) => boolean): OnnxNode | undefined {
  let value = from;
  for (;;) {
    const readers = flow.consumersOf(value);
    const hit = readers.find(wanted);
    if (hit) return hit;
    const next = readers.find(({ opType }) => movers.has(opType));
    if (!next) return undefined;
    value = outputOf(next);
  }
}

function reaches(flow: OnnxDataflow, from: string, target: OnnxNode): boolean {
  let value = from;
  for (;;) {
    const node = flow.producerOf(value);
    if (!node) return false;
    if (node === target) return true;
    if (!movers.has(node.opType)) return false;
    value = node.inputs[0] ?? '';
  }
}

function flat({ data }: OnnxConstant): OnnxConstant {
  return { shape: [data.length], data };
}

function noAttention(reason: string): ModelError {
  return new CodedError(
    'unsupported-model',
    `The visual graph has no CLIP attention pool: ${reason}.`,
    'Export the visual tower with torch.onnx.export, without further optimisation, including its attention pool.',
  );
}
