import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import type { RgbImage } from '../geometry/rgb-image';
import { openSafetensors } from '../formats/safetensors';
import { createTextEncoder } from './text-encoder';
import { readVisualOnnx } from './visual-onnx';
import type { VisualWeights } from './visual-weights';

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

/** Unit embeddings of texts from the tiny text tower. */
export async function tinyTextEmbeddings(texts: readonly string[]): Promise<readonly Float32Array[]> {
  const utf8 = (path: string): string => new TextDecoder().decode(tinyFile(path));
  const encoder = await createTextEncoder(
    tinyFile('textual/model.onnx'),
    utf8('textual/tokenizer.json'),
    utf8('textual/tokenizer_config.json'),
  );
  const encoded = await encoder.embed(texts);
  await encoder.dispose();
  return encoded.map(({ embedding }) => embedding);
}
