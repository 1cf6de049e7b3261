import { describe, expect, test } from 'vitest';
import {
  onnxExternalInitializer,
  onnxFile,
  onnxInitializer,
  onnxNode,
  onnxValue,
} from '../../formats/onnx/onnx-writer';
import { madeProposalNetwork } from './made-network';
import { openProposalNetwork } from './open-proposal-network';

const answers = {
  logits: [
    [0.5, -1],
    [-2, 2],
  ],
  boxes: [
    [0.5, 0.5, 0.25, 0.5],
    [0.25, 0.75, 0.125, 0.25],
  ],
};

const open = (model: Uint8Array) => openProposalNetwork({ name: 'net.onnx', model });

test('gives logits and boxes as they are in the file, of pixels / 255', async () => {
  const network = await open(madeProposalNetwork({ ...answers, brightness: 10 }));
  expect(network.classes).toBe(2);
  const data = new Uint8Array(30 * 20 * 3).fill(51);
  const { logits, boxes } = await network.run({ width: 30, height: 20, data });
  await network.dispose();
  // 10 · 51 / 255 = 2.
  [2.5, 1, 0, 4].forEach((value, at) => expect(logits[at]).toBeCloseTo(value, 4));
  expect([...boxes]).toEqual(answers.boxes.flat());
});

describe('what is no such network is refused with its reason', () => {
  const whole = madeProposalNetwork(answers);
  const floats = (name: string, shape: readonly number[]) =>
    onnxInitializer(name, 'F32', shape, new Float32Array(shape.reduce((size, side) => size * side, 1)));
  /** A graph that answers with constants, and whose input nothing reads. */
  const graph = (input: string, shape: readonly (number | string)[], outputs: Readonly<Record<string, number[]>>) =>
    onnxFile(17, [
      ...Object.entries(outputs).flatMap(([name, sides]) => [
        onnxNode('Identity', [`${name}.values`], [name]),
        floats(`${name}.values`, sides),
        onnxValue('output', name, 'F32', sides.map(String)),
      ]),
      onnxValue('input', input, 'F32', shape),
    ]);
  const free = ['b', 3, 'h', 'w'] as const;
  const good = { logits: [1, 2, 3], pred_boxes: [1, 2, 4] };

  test.each([
    [
      'a web page',
      new TextEncoder().encode('<!doctype html><title>404</title>'),
      'net.onnx cannot be read',
      'a web page',
    ],
    [
      'a pointer of Git LFS',
      new TextEncoder().encode('version https://git-lfs.github.com/spec/v1'),
      'Git LFS',
      'cannot',
    ],
    ['an empty file', new Uint8Array(), 'net.onnx cannot be read', 'empty'],
    ['a truncated file', whole.subarray(0, whole.length - 60), 'net.onnx cannot be read', ''],
    ['one cut short at its start', whole.subarray(0, 40), 'net.onnx cannot be read', ''],
    [
      'a network with other names',
      graph('images', free, { labels: [1, 2], boxes: [1, 2, 4] }),
      'takes images',
      'labels, boxes',
    ],
    ['a classifier', graph('pixel_values', free, { logits: [1, 1000] }), 'gives logits', 'takes pixel_values'],
    ['another fixed size', graph('pixel_values', [1, 3, 800, 800], good), '[1, 3, 800, 800]', ''],
    ['a fixed batch', graph('pixel_values', [4, 3, 640, 640], good), '[4, 3, 640, 640]', ''],
    [
      'boxes of another number',
      graph('pixel_values', free, { logits: [1, 2, 3], pred_boxes: [1, 5, 4] }),
      'pred_boxes [1, 5, 4]',
      '',
    ],
    [
      'boxes of five values',
      graph('pixel_values', free, { logits: [1, 2, 3], pred_boxes: [1, 2, 5] }),
      'pred_boxes [1, 2, 5]',
      '',
    ],
    [
      'no proposals at all',
      graph('pixel_values', free, { logits: [1, 0, 3], pred_boxes: [1, 0, 4] }),
      'proposes nothing',
      '[1, 0, 3]',
    ],
    [
      '10,000 classes',
      graph('pixel_values', free, { logits: [1, 2, 10_000], pred_boxes: [1, 2, 4] }),
      '10000 classes',
      '2000',
    ],
  ])('%s', async (_, model, first, second) => {
    const error: unknown = await open(model).catch((caught: unknown) => caught);
    expect(error).toMatchObject({
      message: expect.stringContaining(first) as string,
      hint: expect.stringMatching(/pixel_values|Download the file again/u) as string,
    });
    expect(error).toMatchObject({ message: expect.stringContaining(second) as string });
  });

  test('an operator that there is none of', async () => {
    const model = onnxFile(17, [
      onnxNode('NoSuchOperator', ['pixel_values'], ['logits']),
      onnxNode('Identity', ['where'], ['pred_boxes']),
      floats('where', [1, 2, 4]),
      onnxValue('input', 'pixel_values', 'F32', [...free]),
      onnxValue('output', 'logits', 'F32', [1, 2, 3]),
      onnxValue('output', 'pred_boxes', 'F32', [1, 2, 4]),
    ]);
    await expect(open(model)).rejects.toMatchObject({
      code: 'bundle-file-broken',
      message: expect.stringContaining('NoSuchOperator') as string,
    });
  });

  test('weights that lie in another file', async () => {
    const model = onnxFile(17, [
      onnxNode('Identity', ['where'], ['pred_boxes']),
      onnxExternalInitializer('where', 'F32', [1, 2, 4], { location: 'net.onnx_data', offset: 0, length: 32 }),
      onnxValue('input', 'pixel_values', 'F32', [...free]),
      onnxValue('output', 'pred_boxes', 'F32', [1, 2, 4]),
    ]);
    await expect(open(model)).rejects.toMatchObject({
      message: expect.stringContaining('net.onnx_data') as string,
      hint: expect.stringContaining('one file') as string,
    });
  });
});
