import { describe, expect, it } from 'vitest';
import { parseOnnx } from '../../formats/onnx/onnx';
import { openSafetensors, writeSafetensors } from '../../formats/safetensors/safetensors';
import { elementCount } from '../../formats/tensor-data';
import { textActivation } from './gelu-trap';
import { textError, tinyFile, tinyTextTower } from '../testing';
import { textGraph, textWeightsFile } from './text-graph';
import { textStateDict } from '../weights/text-state-dict';
import { inferTextArchitecture, placeWeights, textTensors, type TextStateDict } from '../weights/text-weights';

const sizes = { vocabularySize: 600, contextLength: 77, width: 32, layers: 2, embeddingDim: 32 };

/** The tiny text tower's float32 weights as a state dict: what its graph holds, turned back where the exporter turned it. */
function exactWeights(): Map<string, { shape: readonly number[]; data: Float32Array }> {
  const { nodes, initializers } = parseOnnx(tinyFile('textual/model.onnx')).graph;
  const weights = new Map<string, { shape: readonly number[]; data: Float32Array }>();
  for (const [name, shape] of textTensors(sizes)) {
    const own = initializers.get(name);
    if (own) {
      weights.set(name, { shape: own.shape, data: own.readFloat32() });
      continue;
    }
    const path = `/${name
      .replace('transformer.resblocks.', 'transformer/resblocks.')
      .replace(/\.(attn|mlp)\./u, '/$1/')
      .replace('in_proj_weight', '')
      .replace('.weight', '/')}MatMul_output_0`;
    const product = nodes.find(({ outputs }) => outputs[0] === path)!;
    const turned = initializers.get(product.inputs[1]!)!.readFloat32();
    const [rows = 0, columns = 0] = shape;
    const data = turned.map((_, at) => turned[(at % columns) * rows + Math.floor(at / columns)]!);
    weights.set(name, { shape, data });
  }
  return weights;
}

function safetensorsOf(dtype: 'F32' | 'F16', prefix = '', extra = 0): Uint8Array<ArrayBuffer> {
  const tensors = [...exactWeights()].map(([name, { shape, data }]) => ({ name: prefix + name, dtype, shape, data }));
  const visual = { name: 'mvisual', dtype, shape: [extra], data: new Float32Array(extra) };
  return writeSafetensors([...tensors, visual]);
}

async function generated(file: Uint8Array<ArrayBuffer>, tokens: 'I32' | 'I64' = 'I32') {
  const state = textStateDict((await openSafetensors(file)).tensors)!;
  const architecture = inferTextArchitecture(state, 2);
  const { data, offsets } = await placeWeights(state, architecture, new Blob([file]));
  const model = textGraph(architecture, { activation: 'quick-gelu', tokens, offsets });
  return { data, tower: tinyTextTower(model, [{ path: textWeightsFile, data }]) };
}

describe('the generated text tower', () => {
  it('gives torch’s embeddings over the user’s own float32 bytes', async () => {
    const { data, tower } = await generated(safetensorsOf('F32'));
    expect(data).toBeInstanceOf(Blob);
    expect(tower.model.length).toBeLessThan(15_000);
    expect(await textError(tower)).toBeLessThan(1e-5);
  });

  it.each(['I32', 'I64'] as const)('takes tokens as %s', async (tokens) => {
    expect(await textError((await generated(safetensorsOf('F32'), tokens)).tower)).toBeLessThan(1e-5);
  });

  it('copies the weights where too much lies between them', async () => {
    const { data, tower } = await generated(safetensorsOf('F32', '', 100_000));
    expect(data).toBeInstanceOf(Uint8Array);
    expect(await textError(tower)).toBeLessThan(1e-5);
  });

  it('finds the tower under a prefix', async () => {
    expect(await textError((await generated(safetensorsOf('F32', 'module.'))).tower)).toBeLessThan(1e-5);
  });

  it('upcasts fp16', async () => {
    const { tower } = await generated(new Uint8Array(tinyFile('single/open_clip_model.safetensors')));
    expect(await textError(tower)).toBeLessThan(2e-3);
  });

  it('has the activation that it is told', () => {
    const offsets = new Map<string, number>();
    for (const activation of ['gelu', 'quick-gelu'] as const) {
      const file = textGraph({ ...sizes, heads: 2 }, { activation, offsets });
      const weights = new Uint8Array(Math.max(...[...textTensors(sizes).values()].map(elementCount)) * 4);
      expect(textActivation(parseOnnx(file, new Map([[textWeightsFile, weights]])).graph)).toBe(activation);
    }
  });
});

describe('the text weights of a state dict', () => {
  const tensors = (change: Readonly<Record<string, readonly number[] | null>> = {}): TextStateDict => {
    const shapes = new Map<string, readonly number[]>(textTensors({ ...sizes, width: 64 }));
    for (const [name, shape] of Object.entries(change)) {
      if (shape) shapes.set(name, shape);
      else shapes.delete(name);
    }
    return new Map(
      [...shapes].map(([name, shape]) => [
        name,
        { dtype: 'F32', shape, readFloat32: async () => new Float32Array(elementCount(shape)) },
      ]),
    );
  };

  it('has its sizes from the shapes', () => {
    expect(inferTextArchitecture(tensors())).toEqual({ ...sizes, width: 64, heads: 1 });
    expect(textStateDict(new Map())).toBeNull();
  });

  it.each<[string, Readonly<Record<string, readonly number[] | null>>, number | undefined, string]>([
    ['no blocks', { 'transformer.resblocks.0.ln_1.weight': null }, 1, 'The text tower has no transformer blocks.'],
    ['a missing tensor', { 'ln_final.bias': null }, 1, 'ln_final.bias should be [64] and is missing.'],
    ['a wrong shape', { text_projection: [32, 32] }, 1, 'text_projection should be [64, 32] and is [32, 32].'],
    [
      'a missing block',
      { 'transformer.resblocks.1.mlp.c_fc.weight': null },
      1,
      'transformer.resblocks.1.mlp.c_fc.weight should be [256, 64] and is missing.',
    ],
    ['too many heads', {}, 5, 'A text tower of width 64 cannot have 5 attention heads.'],
    [
      'a narrow tower',
      { 'token_embedding.weight': [600, 96] },
      undefined,
      'A text tower of width 96 cannot have 1.5 attention heads.',
    ],
  ])('with %s is refused', (_, change, heads, message) => {
    expect(() => inferTextArchitecture(tensors(change), heads)).toThrow(
      expect.objectContaining({ code: 'unsupported-model', message }),
    );
  });

  it.each([
    ['cut short', async () => new Float32Array(3), 'The tensor ln_final.bias is cut short.'],
    [
      'not finite',
      async () => new Float32Array(64).fill(NaN),
      'The tensor ln_final.bias holds values that are not finite.',
    ],
  ])('with values %s is refused', async (_, readFloat32, message) => {
    const state = new Map([...tensors(), ['ln_final.bias', { dtype: 'F32', shape: [64], readFloat32 }] as const]);
    await expect(placeWeights(state, inferTextArchitecture(state))).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message,
    });
  });
});
