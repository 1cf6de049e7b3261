import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { parseOnnx } from '../../formats/onnx/onnx';
import { onnxNode } from '../../formats/onnx/onnx-writer';
import { repairGelu, textActivation } from './gelu-trap';
import { textError, tinyFile, tinyText, tinyTextTower } from '../testing';
import { editNodes, inHalf, withActivationNode } from './testing-onnx';

interface Answers {
  readonly tokens: readonly number[];
  readonly quickGelu: readonly number[];
  readonly gelu: readonly number[];
}

/** What torch gave for both activations; the files were exported with GELU. */
const answers = JSON.parse(tinyText('exports/answers.json')) as Answers;
const erf = tinyFile('exports/erf-opset17.onnx');
const gelu = tinyFile('exports/gelu-opset20.onnx');
const original = tinyFile('textual/model.onnx');
const activationOf = (file: Uint8Array) => textActivation(parseOnnx(file).graph);

async function embeddingOf(file: Uint8Array, type: 'int32' | 'int64'): Promise<readonly number[]> {
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(file, { executionProviders: ['wasm'] });
  const { tokens } = answers;
  const text =
    type === 'int64'
      ? new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [1, tokens.length])
      : new ort.Tensor('int32', Int32Array.from(tokens), [1, tokens.length]);
  const output = (await session.run({ text }))['embedding'];
  await session.release();
  return [...(output!.data as Float32Array)];
}

const distance = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, at) => Math.abs(value - b[at]!)));

const fused = (opType: string, alpha?: number) => withActivationNode(original, opType, alpha);

describe('the activation of a text tower', () => {
  it.each<[string, Uint8Array, string]>([
    ['torch’s QuickGELU', original, 'quick-gelu'],
    ['the same in fp16', inHalf(original), 'quick-gelu'],
    ['GELU as operators', erf, 'gelu'],
    ['GELU as operators in fp16', inHalf(erf), 'gelu'],
    ['GELU as a node', gelu, 'gelu'],
    ['onnxruntime’s QuickGelu', fused('QuickGelu', 1.702), 'quick-gelu'],
    ['a SiLU', fused('QuickGelu', 1), 'unknown'],
    ['onnxruntime’s FastGelu', fused('FastGelu'), 'gelu'],
    ['ReLU', fused('Relu'), 'unknown'],
    [
      'both',
      editNodes(gelu, (node) =>
        node.outputs[0]?.includes('resblocks.0/mlp/Gelu')
          ? [onnxNode('QuickGelu', node.inputs, node.outputs)]
          : undefined,
      ),
      'unknown',
    ],
    ['a repaired Erf', repairGelu(erf), 'quick-gelu'],
    ['a repaired node', repairGelu(gelu), 'quick-gelu'],
  ])('%s', (_, file, activation) => {
    expect(activationOf(file)).toBe(activation);
  });
});

describe('the repair', () => {
  it.each([
    ['operators', erf, 'int32'],
    ['a node', gelu, 'int64'],
  ] as const)('turns GELU as %s into QuickGELU', async (_, file, type) => {
    const unrepaired = await embeddingOf(file, type);
    expect(distance(unrepaired, answers.gelu)).toBeLessThan(1e-5);
    expect(distance(unrepaired, answers.quickGelu)).toBeGreaterThan(0.01);
    const repaired = await embeddingOf(repairGelu(file), type);
    expect(distance(repaired, answers.quickGelu)).toBeLessThan(1e-5);
  });

  it.each(['FastGelu', 'BiasGelu'])('replaces onnxruntime’s %s, its bias included', async (opType) => {
    const withBias = editNodes(fused('FastGelu'), (node) => {
      if (/mlp\/c_fc\/Add/u.test(node.outputs[0] ?? '')) return [];
      if (node.opType !== 'FastGelu') return undefined;
      const block = /resblocks\.\d+/u.exec(node.outputs[0] ?? '')?.[0];
      const product = `/transformer/${block}/mlp/c_fc/MatMul_output_0`;
      return [onnxNode(opType, [product, `transformer.${block}.mlp.c_fc.bias`], node.outputs)];
    });
    expect(await textError(tinyTextTower(repairGelu(withBias)))).toBeLessThan(1e-5);
  });

  it('keeps fp16 graphs in fp16', async () => {
    const half = inHalf(fused('Gelu'));
    expect(await textError(tinyTextTower(repairGelu(half)))).toBeLessThan(5e-3);
  });

  it('changes nothing but what it must', () => {
    const before = parseOnnx(erf).graph;
    const after = parseOnnx(repairGelu(erf)).graph;
    const changed = after.nodes.filter((node, at) => JSON.stringify(node) !== JSON.stringify(before.nodes[at]));
    expect(changed.map(({ opType }) => opType)).toEqual(['Div', 'Tanh', 'Div', 'Tanh']);
    expect([...after.initializers.keys()].filter((name) => !before.initializers.has(name))).toHaveLength(1);
    expect(after.inputs).toEqual(before.inputs);
  });

  it('refuses a graph without GELU', () => {
    expect(() => repairGelu(original)).toThrow('The text tower has no GELU that could be replaced.');
  });
});
