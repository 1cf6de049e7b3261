import type { OnnxNode } from '../../formats/onnx/onnx';
import { floatAttribute, intsAttribute } from '../../formats/onnx/onnx-attributes';
import { checkShape, type ConvName } from '../tower/architecture';
import { type OnnxDataflow, outputOf } from './onnx-dataflow';
import type { OnnxConstant } from './onnx-constants';
import { batchNormEpsilon } from '../weights/visual-weights';

/** A convolution of the graph with where its input comes from. */
export interface OnnxConvolution {
  readonly node: OnnxNode;
  /** `[O, I, h, w]`. */
  readonly kernel: OnnxConstant;
  readonly stride: number;
  /** The convolution, addition or graph input that it reads, through pools, norms, relus and casts. */
  readonly source: OnnxNode | 'input';
}

const passThrough = new Set(['Relu', 'AveragePool', 'BatchNormalization', 'Cast', 'Identity']);

/** Where a value comes from, looking through everything that keeps channels apart. */
export function sourceOf(flow: OnnxDataflow, value: string): OnnxNode | 'input' {
  let current = value;
  for (;;) {
    const node = flow.producerOf(current);
    if (!node) return 'input';
    if (!passThrough.has(node.opType)) return node;
    current = node.inputs[0] ?? '';
  }
}

/** All convolutions whose kernel is constant, in graph order. */
export function onnxConvolutions(flow: OnnxDataflow): readonly OnnxConvolution[] {
  const found: OnnxConvolution[] = [];
  for (const node of flow.graph.nodes) {
    if (node.opType !== 'Conv' && node.opType !== 'FusedConv') continue;
    const [x, weight] = node.inputs;
    const kernel = weight === undefined ? undefined : flow.constantOf(weight);
    if (x === undefined || kernel?.shape.length !== 4) continue;
    found.push({ node, kernel, stride: intsAttribute(node, 'strides', [1])[0] ?? 1, source: sourceOf(flow, x) });
  }
  return found;
}

/** The state-dict tensors of one convolution: kernel and bias, or kernel and the batch norm that follows. */
export function convolutionTensors(
  flow: OnnxDataflow,
  { node, kernel }: OnnxConvolution,
  name: ConvName,
): [string, OnnxConstant][] {
  const tensors: [string, OnnxConstant][] = [[`${name.conv}.weight`, kernel]];
  const norm = flow.consumersOf(outputOf(node)).find(({ opType }) => opType === 'BatchNormalization');
  const biasName = node.inputs[2];
  const bias = biasName ? flow.constantOf(biasName) : undefined;
  if (!norm) {
    tensors.push([`${name.conv}.bias`, bias ?? zeros(name.shape[0])]);
    return tensors;
  }
  const [gamma, beta, mean, variance] = norm.inputs.slice(1, 5).map((input) => flow.constantOf(input));
  if (!gamma || !beta || !mean || !variance) return tensors;
  // Another epsilon, or a bias before the norm, is the same function under CLIP's names with these moved into the statistics.
  const epsilonShift = floatAttribute(norm, 'epsilon', 1e-5) - batchNormEpsilon;
  const moved = Math.abs(epsilonShift) < 1e-9 ? variance.data : variance.data.map((value) => value + epsilonShift);
  if (bias) checkShape(`${name.conv}.bias`, mean.shape, bias.shape);
  const centred = bias ? mean.data.map((value, i) => value - (bias.data[i] as number)) : mean.data;
  tensors.push(
    [`${name.norm}.weight`, gamma],
    [`${name.norm}.bias`, beta],
    [`${name.norm}.running_mean`, { ...mean, data: centred }],
    [`${name.norm}.running_var`, { ...variance, data: moved }],
  );
  return tensors;
}

/** A bias that the graph leaves out. */
export function zeros(length: number): OnnxConstant {
  return { shape: [length], data: new Float32Array(length) };
}
