import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { byteSourceOf } from '../../formats/byte-source';
import { createVisualTower } from '../tower/modified-resnet';
import { openStateDict } from './open-state-dict';
import { textStateDict } from './text-state-dict';
import { goldens, tinyFile, tinyWeights, visualGolden } from '../testing';
import { torchFixture, type TorchFixture } from '../testing-torch';
import { visualWeightsFromStateDict } from './visual-state-dict';

beforeAll(() => tf.setBackend('cpu'));

const files = async (): Promise<readonly (readonly [string, Uint8Array])[]> => {
  const torch: TorchFixture[] = [
    'openai.pt',
    'open_clip_pytorch_model.bin',
    'timm.safetensors',
    'domaingen.pth',
    'legacy.pth',
  ];
  return [
    ['open_clip_model.safetensors', tinyFile('single/open_clip_model.safetensors')],
    ...(await Promise.all(torch.map(async (name) => [name, await torchFixture(name)] as const))),
  ];
};
const sources = await files();

describe.each(sources)('%s', (name, bytes) => {
  test('gives the visual tower, whose embeddings are torch’s', async () => {
    const weights = await visualWeightsFromStateDict(await openStateDict(byteSourceOf(bytes)));
    expect(weights.architecture).toEqual(tinyWeights().architecture);
    expect(weights.folded).toBe(false);
    const tower = createVisualTower(weights);
    const embedding = tower.imageEmbedding(tower.res4Features(await visualGolden('input')));
    const expected = await (await goldens('visual'))('embedding');
    // The file's weights are rounded to fp16; the goldens are not.
    const difference = tf.max(tf.abs(tf.sub(embedding, tf.tensor2d(expected.data, [2, 32])))).dataSync()[0];
    expect(difference).toBeLessThan(4e-3 * Math.max(...expected.data.map(Math.abs)));
    tower.dispose();
  });

  test.skipIf(/timm|legacy/u.test(name))('gives the text tower under OpenAI’s names', async () => {
    const text = textStateDict(await openStateDict(byteSourceOf(bytes)));
    const expected = textStateDict(await openStateDict(byteSourceOf(tinyFile('single/open_clip_model.safetensors'))));
    expect([...text!.keys()].sort()).toEqual([...expected!.keys()].sort());
    expect([...text!.keys()]).toHaveLength(4 + 1 + 2 * 12);
    for (const [key, tensor] of text!) {
      expect(tensor.shape, key).toEqual(expected!.get(key)!.shape);
      expect(await tensor.readFloat32(), key).toEqual(await expected!.get(key)!.readFloat32());
    }
  });
});

test('a file without a text tower says so', async () => {
  expect(textStateDict(await openStateDict(byteSourceOf(await torchFixture('timm.safetensors'))))).toBeNull();
});

test('a checkpoint is read where its tensors lie, and only what is asked for', async () => {
  const bytes = await torchFixture('domaingen.pth');
  let read = 0;
  const tensors = await openStateDict({
    size: bytes.length,
    read: (start, end) => {
      read += end - start;
      return Promise.resolve(bytes.subarray(start, end));
    },
  });
  const opening = read;
  expect(opening).toBeLessThan(bytes.length / 4);
  expect(await tensors.get('proposal_generator.rpn_head.objectness_logits.bias')!.readFloat32()).toHaveLength(15);
  expect(read - opening).toBe(30 + 15 * 4);
});
