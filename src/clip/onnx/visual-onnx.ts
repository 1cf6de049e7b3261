import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';
import { type OnnxNode, parseOnnx } from '../../formats/onnx/onnx';
import type { OnnxExternalFiles } from '../../formats/onnx/onnx-tensor';
import { type ConvName, convNames } from '../tower/architecture';
import { onnxAttention } from './onnx-attention';
import { type OnnxConvolution, convolutionTensors, onnxConvolutions, sourceOf } from './onnx-convolutions';
import type { OnnxConstant } from './onnx-constants';
import { type OnnxDataflow, onnxDataflow, outputOf } from './onnx-dataflow';
import { type VisualWeights, type WeightTensor, visualWeights } from '../weights/visual-weights';

/**
 * Recovers a CLIP ResNet's weights from any torch export of its visual tower: from what feeds what, not from names or from the order of
 * nodes, which exporters and optimisers change. Accepts folded and unfolded batch norms, fp16 storage behind casts, Gemm or MatMul, and
 * ORT's FusedConv.
 *
 * @param external files beside the graph in which weights lie
 * @throws ModelError `unsupported-model` for other graphs; FormatError for a file that is no ONNX
 */
export function readVisualOnnx(bytes: Uint8Array, external?: OnnxExternalFiles): VisualWeights {
  const { graph } = parseOnnx(bytes, external);
  const flow = onnxDataflow(graph);
  const convolutions = onnxConvolutions(flow);
  if (convolutions.length === 0) throw unsupported('it has no convolutions that can be read');
  const trunk = new TrunkReader(flow, convolutions);
  const { ordered, blocks } = trunk.read();
  const width = ordered[2]?.kernel.shape[0] ?? 0;
  const tensors = new Map<string, WeightTensor>();
  convNames({ width, blocks }).forEach((name: ConvName, index) => {
    const convolution = ordered[index];
    if (!convolution) throw unsupported('it ends before layer4 does');
    for (const [key, constant] of convolutionTensors(flow, convolution, name))
      tensors.set(key, floatWeight(key, constant));
  });
  for (const [key, constant] of onnxAttention(flow, 32 * width)) tensors.set(key, floatWeight(key, constant));
  return visualWeights(tensors);
}

/** @throws ModelError `unsupported-model` for integers: they are quantised, and mean nothing without their scale */
function floatWeight(name: string, { shape, data }: OnnxConstant): WeightTensor {
  if (data instanceof Float32Array) return { shape, data };
  throw unsupported(`${name} holds integers, where CLIP has floats`);
}

/** Walks stem and bottlenecks from the image on. */
class TrunkReader {
  readonly #flow: OnnxDataflow;
  readonly #convolutions: readonly OnnxConvolution[];

  constructor(flow: OnnxDataflow, convolutions: readonly OnnxConvolution[]) {
    this.#flow = flow;
    this.#convolutions = convolutions;
  }

  read(): { readonly ordered: readonly OnnxConvolution[]; readonly blocks: readonly [number, number, number, number] } {
    const stem1 = this.#only('input', 3, 'the stem');
    if (stem1.stride !== 2 || stem1.kernel.shape[1] !== 3)
      throw unsupported('its first convolution is not a 3×3 of stride 2 over RGB');
    const stem2 = this.#only(stem1.node, 3, 'the stem');
    const stem3 = this.#only(stem2.node, 3, 'the stem');
    const ordered = [stem1, stem2, stem3];
    const blocks: number[] = [];
    let root: OnnxNode = stem3.node;
    while (this.#readers(root).length > 0) {
      const block = this.#bottleneck(root);
      ordered.push(...block.convolutions);
      if (block.convolutions.length === 4) blocks.push(1);
      else blocks.push((blocks.pop() ?? 0) + 1);
      root = block.sum;
    }
    const [a, b, c, d, ...more] = blocks;
    if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0) {
      throw unsupported(`it has ${blocks.length} layers of bottlenecks, not four`);
    }
    if (ordered.length !== this.#convolutions.length)
      throw unsupported('it has convolutions outside stem and bottlenecks');
    return { ordered, blocks: [a, b, c, d] };
  }

  /** conv1, conv2, conv3 and, where the shortcut has one, downsample; with the node that adds both paths. */
  #bottleneck(root: OnnxNode): { readonly convolutions: readonly OnnxConvolution[]; readonly sum: OnnxNode } {
    const starts = this.#readers(root);
    // In layer1.0 conv3 and downsample have the same shape, so what follows tells conv1 apart: a 3×3.
    const conv1 = starts.find(({ node }) => this.#readers(node).some(({ kernel }) => kernel.shape[2] === 3));
    if (!conv1) throw unsupported('a block does not begin with 1×1 and 3×3 convolutions');
    const conv2 = this.#only(conv1.node, 3, 'a block');
    const conv3 = this.#only(conv2.node, 1, 'a block');
    if (conv2.stride !== 1) throw unsupported('its 3×3 convolutions have strides, where CLIP has average pools');
    const downsample = starts.find((convolution) => convolution !== conv1);
    if (starts.length > 2) throw unsupported('a block has more than two paths');
    const fused = conv3.node.inputs[3];
    const sum = fused ? conv3.node : this.#additionAfter(conv3.node);
    const others = fused ? [fused] : sum.inputs;
    const shortcut = others.map((input) => sourceOf(this.#flow, input)).find((source) => source !== conv3.node);
    if (shortcut !== (downsample?.node ?? root)) throw unsupported('a shortcut does not join its own block');
    return { convolutions: downsample ? [conv1, conv2, conv3, downsample] : [conv1, conv2, conv3], sum };
  }

  #readers(source: OnnxNode | 'input'): readonly OnnxConvolution[] {
    return this.#convolutions.filter((convolution) => convolution.source === source);
  }

  #only(source: OnnxNode | 'input', size: number, where: string): OnnxConvolution {
    const readers = this.#readers(source);
    const [reader] = readers;
    if (!reader || readers.length > 1 || reader.kernel.shape[2] !== size) {
      throw unsupported(`${where} does not have the ${size}×${size} convolution that a CLIP ResNet has there`);
    }
    return reader;
  }

  #additionAfter(node: OnnxNode): OnnxNode {
    let value = outputOf(node);
    for (;;) {
      const readers = this.#flow.consumersOf(value);
      const addition = readers.find(({ opType }) => opType === 'Add');
      if (addition) return addition;
      const next = readers.find(
        ({ opType }) => opType === 'BatchNormalization' || opType === 'Cast' || opType === 'Identity',
      );
      if (!next) throw unsupported('a block does not end in an addition');
      value = outputOf(next);
    }
  }
}

function unsupported(reason: string): ModelError {
  return new CodedError(
    'unsupported-model',
    `The visual graph is not that of a CLIP ResNet: ${reason}.`,
    'Use the visual tower of RN50, RN101, RN50x4, RN50x16 or RN50x64. Vision transformers have no grid features that this method could shift.',
  );
}
