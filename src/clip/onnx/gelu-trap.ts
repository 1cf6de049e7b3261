/**
 * The activation in a text tower's graph. OpenAI trained its CLIPs with QuickGELU, x·σ(1.702x), and hands over the weights without saying
 * so; exporters that assume GELU, x·Φ(x), give embeddings that are slightly wrong everywhere (`mlfoundations/open_clip` since 2.29).
 * Which one a model was trained with cannot be seen in its weights: the user decides.
 */
import { CodedError } from '../../errors/coded-error';
import { floatAttribute, intAttribute } from '../../formats/onnx/onnx-attributes';
import { parseOnnx, type OnnxGraph, type OnnxModel, type OnnxNode } from '../../formats/onnx/onnx';
import { changedNode, rewriteOnnx } from '../../formats/onnx/onnx-rewrite';
import { onnxInitializer, onnxNode, onnxTypeCodes } from '../../formats/onnx/onnx-writer';
import type { OnnxExternalFiles } from '../../formats/onnx/onnx-tensor';
import { float32ToFloat16 } from '../../formats/float16';
import { type OnnxDataflow, onnxDataflow, splitOperands } from './onnx-dataflow';

/** `unknown`: the graph has another activation, several, or none that is recognised. */
export type TextActivation = 'quick-gelu' | 'gelu' | 'unknown';

/** The slope of QuickGELU's sigmoid. */
const slope = 1.702;
/** Half types keep three digits of a constant. */
const tolerance = 2e-3;

/** Operators that are a GELU as a whole: ONNX's own from opset 20 on, and those that onnxruntime fuses. */
const wholeGelus = new Set(['Gelu', 'FastGelu', 'BiasGelu']);

/** What the nodes of a graph compute between the linear layers. */
export function textActivation(graph: OnnxGraph): TextActivation {
  const flow = onnxDataflow(graph);
  const found = new Set<TextActivation>();
  for (const node of graph.nodes) {
    if (wholeGelus.has(node.opType)) found.add('gelu');
    else if (node.opType === 'Erf') found.add(erfScale(flow, node) ? 'gelu' : 'unknown');
    else if (node.opType === 'QuickGelu')
      found.add(near(floatAttribute(node, 'alpha', slope), slope) ? 'quick-gelu' : 'unknown');
    else if (node.opType === 'Sigmoid') found.add(isQuickGelu(flow, node) ? 'quick-gelu' : 'unknown');
    else if (node.opType === 'Tanh') found.add(isQuickTanh(flow, node) ? 'quick-gelu' : 'unknown');
  }
  const [activation = 'unknown'] = found;
  return found.size > 1 ? 'unknown' : activation;
}

/**
 * The same graph with QuickGELU in place of every GELU. The erf form becomes ½x(1 + tanh(0.851x)), which is x·σ(1.702x) exactly: its Erf
 * turns into Tanh and the √2 before it into 2/1.702. A node that is a whole GELU becomes the product with the sigmoid.
 *
 * @throws ModelError `unsupported-model` where the graph has no GELU of a known form; FormatError for what is no ONNX
 */
export function repairGelu(file: Uint8Array, external?: OnnxExternalFiles): Uint8Array<ArrayBuffer> {
  const model = parseOnnx(file, external);
  if (textActivation(model.graph) !== 'gelu') {
    throw new CodedError(
      'unsupported-model',
      'The text tower has no GELU that could be replaced.',
      'Keep it as it is, or export it again with QuickGELU.',
    );
  }
  const flow = onnxDataflow(model.graph);
  const scales = new Map<string, ErfScale>();
  for (const node of model.graph.nodes) {
    const scale = node.opType === 'Erf' ? erfScale(flow, node) : undefined;
    if (scale) scales.set(scale.node.outputs[0] ?? '', scale);
  }
  const constants = new Map<string, Uint8Array>();
  const constant = (value: number, half: boolean): string => {
    const name = `quick_gelu:${value.toFixed(4)}:${half ? 'f16' : 'f32'}`;
    const data = half ? float32ToFloat16(Float32Array.of(value)) : Float32Array.of(value);
    constants.set(name, onnxInitializer(name, half ? 'F16' : 'F32', [], data));
    return name;
  };
  const node = (old: OnnxNode, message: Uint8Array): readonly Uint8Array[] | undefined => {
    if (old.opType === 'Erf') return [changedNode(message, { opType: 'Tanh' })];
    const scale = scales.get(old.outputs[0] ?? '');
    if (scale) {
      const name = constant(old.opType === 'Div' ? 2 / slope : slope / 2, scale.half);
      return [changedNode(message, { input: (input) => (input === scale.constant ? name : input) })];
    }
    return wholeGelus.has(old.opType) ? quickGelu(old, model, constant(slope, false)) : undefined;
  };
  return rewriteOnnx(file, { node, added: () => [...constants.values()] });
}

/** The division by √2, or the product with its inverse, before an Erf. */
interface ErfScale {
  readonly node: OnnxNode;
  readonly constant: string;
  readonly half: boolean;
}

/** Undefined where an Erf is not that of a GELU. */
function erfScale(flow: OnnxDataflow, erf: OnnxNode): ErfScale | undefined {
  const node = flow.producerOf(erf.inputs[0] ?? '');
  const value = node && scaleOf(flow, node);
  if (!node || value === undefined || !near(value, Math.SQRT1_2) || !addsOne(flow, erf)) return undefined;
  if (flow.consumersOf(node.outputs[0] ?? '').length !== 1) return undefined;
  const constant = node.inputs.find((input) => flow.constantOf(input));
  return constant === undefined ? undefined : { node, constant, half: isHalf(flow, constant) };
}

/** σ(1.702x). */
function isQuickGelu(flow: OnnxDataflow, sigmoid: OnnxNode): boolean {
  const node = flow.producerOf(sigmoid.inputs[0] ?? '');
  const value = node && scaleOf(flow, node);
  return value !== undefined && near(value, slope);
}

/** 1 + tanh(0.851x): what {@link repairGelu} leaves. */
function isQuickTanh(flow: OnnxDataflow, tanh: OnnxNode): boolean {
  const node = flow.producerOf(tanh.inputs[0] ?? '');
  const value = node && scaleOf(flow, node);
  return value !== undefined && near(value, slope / 2) && addsOne(flow, tanh);
}

/** The factor of a product or quotient with one number. */
function scaleOf(flow: OnnxDataflow, node: OnnxNode): number | undefined {
  const operands = splitOperands(flow, node);
  const value = operands?.constant.data.length === 1 ? operands.constant.data[0] : undefined;
  if (value === undefined) return undefined;
  if (node.opType === 'Mul') return value;
  return node.opType === 'Div' && node.inputs[0] === operands?.value ? 1 / value : undefined;
}

function addsOne(flow: OnnxDataflow, node: OnnxNode): boolean {
  return flow.consumersOf(node.outputs[0] ?? '').some((reader) => {
    const constant = reader.opType === 'Add' ? splitOperands(flow, reader)?.constant : undefined;
    return constant?.data.length === 1 && constant.data[0] === 1;
  });
}

/** Whether a constant is fp16 where it is used. */
function isHalf(flow: OnnxDataflow, name: string): boolean {
  const node = flow.producerOf(name);
  if (node === undefined) return flow.graph.initializers.get(name)?.elementType === 'F16';
  if (node.opType === 'Cast') return intAttribute(node, 'to', onnxTypeCodes.F32) === onnxTypeCodes.F16;
  const value = node.attributes.get('value');
  return value?.kind === 'tensor' && value.value.elementType === 'F16';
}

/** x·σ(1.702x) in place of a node that is a GELU; onnxruntime's fused forms may add a bias first. */
function quickGelu({ inputs, outputs: [output = ''] }: OnnxNode, { opsets }: OnnxModel, scale: string): Uint8Array[] {
  const [input = '', bias] = inputs;
  const own = (part: string): string => `${output}:quick_gelu:${part}`;
  const x = bias ? own('sum') : input;
  // A graph in fp16 needs the constant in fp16; CastLike, which every graph with a Gelu of ONNX's own has, follows the value.
  const castable = (opsets.get('') ?? 0) >= 15;
  return [
    ...(bias ? [onnxNode('Add', [input, bias], [x])] : []),
    ...(castable ? [onnxNode('CastLike', [scale, x], [own('scale')])] : []),
    onnxNode('Mul', [x, castable ? own('scale') : scale], [own('scaled')]),
    onnxNode('Sigmoid', [own('scaled')], [own('sigmoid')]),
    onnxNode('Mul', [x, own('sigmoid')], [output]),
  ];
}

function near(value: number, wanted: number): boolean {
  return Math.abs(value - wanted) < tolerance;
}
