import { describe, expect, it } from 'vitest';
import { onnxInitializer, onnxNode, onnxValue } from '../../formats/onnx/onnx-writer';
import { textError, tinyFile, tinyTextTower } from '../testing';
import { externalised, inHalf, renamedInput, withInterface } from '../onnx/testing-onnx';

const original = new Uint8Array(tinyFile('textual/model.onnx'));
const free = ['batch_size', 'length'] as const;
const embedding = onnxValue('output', 'text_embedding', 'F32', ['batch_size', 32]);

/** The embedding divided by its length, as immich's exports give it. */
const normalised = withInterface(
  original,
  {
    inputs: [onnxValue('input', 'text', 'I32', [1, 77])],
    outputs: [onnxValue('output', 'embedding', 'F32', [1, 32])],
  },
  [
    onnxNode('ReduceL2', ['text_embedding'], ['norm'], { axes: [1] }),
    onnxNode('Div', ['text_embedding', 'norm'], ['embedding']),
  ],
);

const jina = withInterface(renamedInput(original, 'text', 'input_ids'), {
  inputs: [
    onnxValue('input', 'input_ids', 'I32', ['batch_size', 77]),
    onnxValue('input', 'attention_mask', 'I32', ['batch_size', 77]),
  ],
});

describe('text towers as they are in the wild', () => {
  it.each<[string, Uint8Array<ArrayBuffer>, number]>([
    ['int64 ids (open_clip)', withInterface(original, { inputs: [onnxValue('input', 'text', 'I64', free)] }), 1e-5],
    [
      'fixed [1, 77] (immich 2025)',
      withInterface(original, { inputs: [onnxValue('input', 'text', 'I32', [1, 77])] }),
      1e-5,
    ],
    [
      'free batch, fixed length (immich 2023)',
      withInterface(original, { inputs: [onnxValue('input', 'text', 'I32', ['batch_size', 77])] }),
      1e-5,
    ],
    ['a fixed batch of three', withInterface(original, { inputs: [onnxValue('input', 'text', 'I32', [3, 77])] }), 1e-5],
    ['normalised in the graph', normalised, 1e-5],
    [
      'other names (lakera)',
      withInterface(renamedInput(original, 'text', 'TEXT'), { inputs: [onnxValue('input', 'TEXT', 'I32', ['n', 77])] }),
      1e-5,
    ],
    ['ids and mask (jina)', jina, 1e-5],
    [
      'an int64 mask before the ids',
      withInterface(original, {
        inputs: [onnxValue('input', 'mask_a', 'I64', free), onnxValue('input', 'text', 'I32', free)],
      }),
      1e-5,
    ],
    [
      'a float mask',
      withInterface(original, {
        inputs: [onnxValue('input', 'text', 'I32', free), onnxValue('input', 'mask', 'F32', free)],
      }),
      1e-5,
    ],
    [
      'a boolean mask',
      withInterface(original, {
        inputs: [onnxValue('input', 'mask', 'BOOL', free), onnxValue('input', 'text', 'I32', free)],
      }),
      1e-5,
    ],
    [
      'an output [batch, 1, D] (Marqo)',
      withInterface(original, { outputs: [onnxValue('output', 'deep', 'F32', ['batch_size', 1, 32])] }, [
        onnxInitializer('middle', 'I64', [1], BigInt64Array.of(1n)),
        onnxNode('Unsqueeze', ['text_embedding', 'middle'], ['deep']),
      ]),
      1e-5,
    ],
    [
      'hidden states before the embedding',
      withInterface(original, {
        outputs: [onnxValue('output', '/ln_final/LayerNormalization_output_0', 'F32', [...free, 32]), embedding],
      }),
      1e-5,
    ],
    ['fp16 throughout', inHalf(original), 5e-3],
  ])('%s', async (_, model, tolerance) => {
    expect(await textError(tinyTextTower(model))).toBeLessThan(tolerance);
  });

  it('weights in a file beside the graph', async () => {
    const { model, data } = externalised(original, './model.onnx.data');
    expect(model.length).toBeLessThan(70_000);
    const external = [{ path: 'model.onnx.data', data: new Blob([data]) }];
    expect(await textError(tinyTextTower(model, external))).toBeLessThan(1e-5);
  });
});
