import { existsSync, readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeOnBackends } from '../../tensor/testing';
import { createVisualTower } from '../tower/modified-resnet';
import { preprocessImage, clipPreprocessing } from '../image/preprocess';
import { formulaImage } from '../testing';
import { createTextEncoder } from '../text/text-encoder';
import { readVisualOnnx } from '../onnx/visual-onnx';

const folder = new URL('../../../models/builtin/', import.meta.url);
const bytes = (path: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(new URL(path, folder)));
const utf8 = (path: string): string => readFileSync(new URL(path, folder), 'utf8');

interface Goldens {
  readonly texts: readonly { readonly text: string; readonly tokens: number[]; readonly embedding: number[] }[];
  readonly image: { readonly formula: 0 | 1; readonly size: number; readonly embedding: number[] };
}

const there = existsSync(new URL('goldens.json', folder));

test.skipIf(!there)('the built-in text tower gives the tokens and embeddings of torch', async () => {
  const { texts } = JSON.parse(utf8('goldens.json')) as Goldens;
  const encoder = await createTextEncoder({
    name: 'textual/model.onnx',
    model: bytes('textual/model.onnx'),
    external: [],
    tokenizerJson: utf8('textual/tokenizer.json'),
    tokenizerConfigJson: utf8('textual/tokenizer_config.json'),
  });
  const encoded = await encoder.embed(texts.map(({ text }) => text));
  encoded.forEach(({ tokens, embedding }, row) => {
    expect(tokens).toEqual(texts[row]?.tokens);
    expect(
      Math.max(...embedding.map((value, i) => Math.abs(value - (texts[row]?.embedding[i] as number)))),
    ).toBeLessThan(1e-5);
  });
  await encoder.dispose();
});

await describeOnBackends(['wasm'], 'built-in visual tower', () => {
  test.skipIf(!there)('keeps its batch norms and gives the embedding of torch', async () => {
    const { image } = JSON.parse(utf8('goldens.json')) as Goldens;
    const weights = readVisualOnnx(bytes('visual/model.onnx'));
    expect(weights.folded).toBe(false);
    expect(weights.architecture.resolution).toBe(image.size);
    const tower = createVisualTower(weights);
    const pixels = preprocessImage(formulaImage(image.formula, image.size, image.size), clipPreprocessing(image.size));
    const raw = tower.imageEmbedding(tower.res4Features(tf.tensor4d(pixels, [1, image.size, image.size, 3])));
    const values = await raw.data();
    const length = Math.hypot(...values);
    image.embedding.forEach((expected, i) =>
      expect(Math.abs((values[i] as number) / length - expected)).toBeLessThan(1e-5),
    );
    tower.dispose();
  });
});
