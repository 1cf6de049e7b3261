import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../geometry/rgb-image';
import { openSafetensors } from '../formats/safetensors/safetensors';
import { createTextEncoder, type TextTower } from './text/text-encoder';
import { readVisualOnnx } from './onnx/visual-onnx';
import type { VisualWeights } from './weights/visual-weights';

/** The tiny random CLIP of `models/tiny`, whose answers torch has recorded. */
export const tinyFolder = new URL('../../models/tiny/', import.meta.url);

/** Bytes of a file of the tiny bundle. */
export function tinyFile(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, tinyFolder)));
}

/** The tiny visual tower, batch norms kept unless `folded`. */
export function tinyWeights(folded = false): VisualWeights {
  return readVisualOnnx(tinyFile(folded ? 'visual/model-folded.onnx' : 'visual/model.onnx'));
}

/** Arrays of `goldens/<name>.safetensors` as they lie in the file. */
export async function goldens(
  name: string,
): Promise<(tensor: string) => Promise<{ readonly shape: readonly number[]; readonly data: Float32Array }>> {
  const file = await openSafetensors(tinyFile(`goldens/${name}.safetensors`));
  return async (tensor) => ({ shape: file.get(tensor).shape, data: await file.get(tensor).readFloat32() });
}

/** `[B, C, H, W]` of torch as `[B, H, W, C]`. */
export function fromTorch({
  shape,
  data,
}: {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.tensor4d(data, [...shape] as [number, number, number, number]), [0, 2, 3, 1]));
}

/** A feature golden as `[B, H, W, C]`. */
export async function visualGolden(name: 'input' | 'res4' | 'layer4' | 'res4_96x80'): Promise<tf.Tensor4D> {
  return fromTorch(await (await goldens('visual'))(name));
}

/** The images of the goldens, from integers alone (`models/README.md`). */
export function formulaImage(index: 0 | 1, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        data[(y * width + x) * 3 + c] = index === 0 ? 7 * x + 13 * y + 29 * c : x * y + 11 * x + 101 * c + 5 * y * y;
      }
    }
  }
  return { width, height, data };
}

/** A text file of the tiny bundle. */
export function tinyText(path: string): string {
  return new TextDecoder().decode(tinyFile(path));
}

/** The tiny text tower with its tokenizer, or another graph with it. */
export function tinyTextTower(
  model: Uint8Array<ArrayBuffer> = new Uint8Array(tinyFile('textual/model.onnx')),
  external: TextTower['external'] = [],
): TextTower {
  return {
    name: 'textual/model.onnx',
    model,
    external,
    tokenizerJson: tinyText('textual/tokenizer.json'),
    tokenizerConfigJson: tinyText('textual/tokenizer_config.json'),
  };
}

/** What torch recorded of the tiny text tower, texts that fit its context. */
export const textGoldens = (
  JSON.parse(tinyText('goldens/text.json')) as { text: string; tokens: number[]; embedding: number[] }[]
).filter(({ tokens }) => tokens.length < 77);

/** Largest |difference| between the unit embeddings that a text tower gives and those that torch recorded. */
export async function textError(tower: TextTower): Promise<number> {
  const encoder = await createTextEncoder(tower);
  const encoded = await encoder.embed(textGoldens.map(({ text }) => text));
  await encoder.dispose();
  const errors = encoded.flatMap(({ embedding }, row) =>
    textGoldens[row]!.embedding.map((value, at) => Math.abs(value - embedding[at]!)),
  );
  return Math.max(...errors);
}

/** Unit embeddings of texts from the tiny text tower. */
export async function tinyTextEmbeddings(texts: readonly string[]): Promise<readonly Float32Array[]> {
  const encoder = await createTextEncoder(tinyTextTower());
  const encoded = await encoder.embed(texts);
  await encoder.dispose();
  return encoded.map(({ embedding }) => embedding);
}
