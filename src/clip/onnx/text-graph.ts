/** CLIP's text transformer as an ONNX graph (openai/CLIP `encode_text`), for models whose weights come without one. */
import {
  onnxExternalInitializer,
  onnxFile,
  onnxInitializer,
  onnxNode,
  onnxValue,
  type OnnxAttributeValue,
} from '../../formats/onnx/onnx-writer';
import { elementCount } from '../../formats/tensor-data';
import { textTensors, type TextArchitecture } from '../weights/text-weights';

/** The name under which the graph asks for its weights. */
export const textWeightsFile = 'text-weights';

export interface TextGraphOptions {
  readonly activation: 'quick-gelu' | 'gelu';
  /** What the graph takes; int32 unless given. */
  readonly tokens?: 'I32' | 'I64';
  /** First byte of each tensor in {@link textWeightsFile}, as float32. */
  readonly offsets: ReadonlyMap<string, number>;
}

/**
 * `text` [batch, length] → `text_embedding` [batch, D], not normalised, float32. Batch and length are free: attention is causal, so the
 * tokens up to the end token suffice. The end token is the first of the largest ids, as in CLIP.
 */
export function textGraph(architecture: TextArchitecture, options: TextGraphOptions): Uint8Array<ArrayBuffer> {
  const tokens = options.tokens ?? 'I32';
  return onnxFile(17, [
    ...new TextGraph(architecture, options.activation).fields(),
    ...[...textTensors(architecture)].map(([name, shape]) =>
      onnxExternalInitializer(name, 'F32', shape, {
        location: textWeightsFile,
        offset: options.offsets.get(name) ?? 0,
        length: 4 * elementCount(shape),
      }),
    ),
    onnxValue('input', 'text', tokens, ['batch', 'length']),
    onnxValue('output', 'text_embedding', 'F32', ['batch', architecture.embeddingDim]),
  ]);
}

/** Writes the nodes in forward order. Tokens of all texts lie in one matrix `[batch · length, W]`, as Gemm wants them. */
class TextGraph {
  readonly #architecture: TextArchitecture;
  readonly #activation: TextGraphOptions['activation'];
  readonly #fields: Uint8Array[] = [];
  #count = 0;

  constructor(architecture: TextArchitecture, activation: TextGraphOptions['activation']) {
    this.#architecture = architecture;
    this.#activation = activation;
  }

  fields(): readonly Uint8Array[] {
    const { width, heads, layers } = this.#architecture;
    const batch = this.#op('Shape', ['text'], { start: { int: 0 }, end: { int: 1 } });
    const length = this.#op('Shape', ['text'], { start: { int: 1 } });
    const shape = this.#op('Shape', ['text']);
    const mask = this.#causalMask(length);
    const headsShape = this.#op('Concat', [shape, this.#integers([3, heads, width / heads])], { axis: { int: 0 } });
    const rows = this.#integers([-1, width]);

    const embedded = this.#op('Gather', ['token_embedding.weight', 'text']);
    const zero = this.#integers([0]);
    const positions = this.#op('Slice', ['positional_embedding', zero, length, zero]);
    let x = this.#op('Reshape', [this.#op('Add', [embedded, positions]), rows]);
    for (let index = 0; index < layers; index++) {
      const block = `transformer.resblocks.${index}.`;
      x = this.#op('Add', [
        x,
        this.#attention(this.#norm(x, `${block}ln_1`), `${block}attn.`, { headsShape, mask, rows }),
      ]);
      x = this.#op('Add', [x, this.#mlp(this.#norm(x, `${block}ln_2`), `${block}mlp.`)]);
    }

    const end = this.#op('ArgMax', ['text'], { axis: { int: 1 }, keepdims: { int: 0 } });
    const count = this.#op('Range', [this.#scalar(0), this.#op('Squeeze', [batch]), this.#scalar(1)]);
    const row = this.#op('Add', [this.#op('Mul', [count, length]), end]);
    const last = this.#norm(this.#op('Gather', [x, row]), 'ln_final');
    this.#fields.push(onnxNode('MatMul', [last, 'text_projection'], ['text_embedding']));
    return this.#fields;
  }

  /** `[length, length]`: −∞ where a token would see a later one. */
  #causalMask(length: string): string {
    const range = this.#op('Range', [this.#scalar(0), this.#op('Squeeze', [length]), this.#scalar(1)]);
    const row = this.#op('Unsqueeze', [range, this.#integers([1])]);
    const later = this.#op('Greater', [range, row]);
    return this.#op('Where', [later, this.#float(-Infinity), this.#float(0)]);
  }

  #attention(
    x: string,
    name: string,
    { headsShape, mask, rows }: { readonly headsShape: string; readonly mask: string; readonly rows: string },
  ): string {
    const { width, heads } = this.#architecture;
    const joined = this.#op('Reshape', [this.#linear(x, `${name}in_proj_weight`, `${name}in_proj_bias`), headsShape]);
    const parts = this.#op('Transpose', [joined], { perm: [2, 0, 3, 1, 4] }); // [3, batch, heads, length, W / heads]
    const [query = '', key = '', value = ''] = this.#ops('Split', [parts], 3, { axis: { int: 0 } });
    const turned = this.#op('Transpose', [key], { perm: [0, 1, 2, 4, 3] });
    const scaled = this.#op('Mul', [query, this.#float((width / heads) ** -0.5)]);
    const scores = this.#op('Add', [this.#op('MatMul', [scaled, turned]), mask]);
    const seen = this.#op('MatMul', [this.#op('Softmax', [scores]), value]);
    const back = this.#op('Reshape', [this.#op('Transpose', [seen], { perm: [0, 1, 3, 2, 4] }), rows]);
    return this.#linear(back, `${name}out_proj.weight`, `${name}out_proj.bias`);
  }

  #mlp(x: string, name: string): string {
    const wide = this.#linear(x, `${name}c_fc.weight`, `${name}c_fc.bias`);
    return this.#linear(this.#activate(wide), `${name}c_proj.weight`, `${name}c_proj.bias`);
  }

  #activate(x: string): string {
    switch (this.#activation) {
      case 'quick-gelu':
        return this.#op('Mul', [x, this.#op('Sigmoid', [this.#op('Mul', [x, this.#float(1.702)])])]);
      case 'gelu': {
        const erf = this.#op('Erf', [this.#op('Div', [x, this.#float(Math.SQRT2)])]);
        const doubled = this.#op('Mul', [x, this.#op('Add', [erf, this.#float(1)])]);
        return this.#op('Mul', [doubled, this.#float(0.5)]);
      }
      default:
        return this.#activation satisfies never;
    }
  }

  #norm(x: string, name: string): string {
    return this.#op('LayerNormalization', [x, `${name}.weight`, `${name}.bias`], { epsilon: { float: 1e-5 } });
  }

  #linear(x: string, weight: string, bias: string): string {
    return this.#op('Gemm', [x, weight, bias], { transB: { int: 1 } });
  }

  #op(opType: string, inputs: readonly string[], attributes?: Readonly<Record<string, OnnxAttributeValue>>): string {
    return this.#ops(opType, inputs, 1, attributes)[0] ?? '';
  }

  #ops(
    opType: string,
    inputs: readonly string[],
    outputs: number,
    attributes?: Readonly<Record<string, OnnxAttributeValue>>,
  ): readonly string[] {
    const names = Array.from({ length: outputs }, () => `${opType}:${this.#count++}`);
    this.#fields.push(onnxNode(opType, inputs, names, attributes));
    return names;
  }

  #integers(values: readonly number[]): string {
    return this.#constant('I64', [values.length], BigInt64Array.from(values, BigInt));
  }

  #scalar(value: number): string {
    return this.#constant('I64', [], BigInt64Array.of(BigInt(value)));
  }

  #float(value: number): string {
    return this.#constant('F32', [], Float32Array.of(value));
  }

  #constant(type: 'F32' | 'I64', shape: readonly number[], data: ArrayBufferView): string {
    const name = `constant:${this.#count++}`;
    this.#fields.push(onnxInitializer(name, type, shape, data));
    return name;
  }
}
