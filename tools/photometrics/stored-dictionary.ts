import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeasuredTransform, PhotometricDictionary } from '../../src/augmentation/photometric-dictionary';
import type { RgbImage } from '../../src/geometry/rgb-image';
import { Random } from '../../src/math/random';
import { sha256 } from '../../src/math/sha256';
import { drawTransforms } from '../../src/photometrics/draw-transforms';
import { familyVersion, type PhotometricTransform } from '../../src/photometrics/parameters';
import type { BuiltinModel } from './builtin-model';

/** Transforms with what they do, in the order of their draw. */
export interface StoredDictionary {
  readonly transforms: readonly PhotometricTransform[];
  readonly measured: readonly MeasuredTransform[];
}

/**
 * Measures a dictionary and keeps it below `.cache/photometrics` under model, images, seed and family, a line a transform: whoever is cut off goes on
 * there.
 * @param root of the repository
 */
export async function storedDictionary(
  root: string,
  model: BuiltinModel,
  images: readonly RgbImage[],
  count: number,
  seed: number,
): Promise<StoredDictionary> {
  const pixels = sha256(images.map(({ data }) => data));
  const key = [familyVersion, model.visualHash, pixels, seed].join(' ');
  const folder = join(root, '.cache/photometrics');
  const file = join(folder, `${sha256([new TextEncoder().encode(key)]).slice(0, 16)}.jsonl`);
  mkdirSync(folder, { recursive: true });
  const transforms = drawTransforms(count, new Random(seed));
  const measured = readMeasured(file).slice(0, count);
  const dictionary = await PhotometricDictionary.of(model.tower, model.preprocessing, images);
  for (let index = measured.length; index < count; index++) {
    const { shift, change } = await dictionary.measure(transforms[index]!, index);
    appendFileSync(file, `${JSON.stringify({ shift: [...shift], change })}\n`);
    measured.push({ shift, change });
    if ((index + 1) % 20 === 0) console.error(`${index + 1} of ${count} transforms`);
  }
  return { transforms, measured };
}

/** The whole lines of a file; what a cut-off run left of its last line is not counted, and the line is measured again. */
function readMeasured(file: string): MeasuredTransform[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const { shift, change } = JSON.parse(line) as { readonly shift: number[]; readonly change: number };
    return { shift: Float32Array.from(shift), change };
  });
}
