import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionaryImage, TransformMeter } from '../../src/augmentation/measure-transforms';
import { Random } from '../../src/math/random';
import { sha256 } from '../../src/math/sha256';
import type { MeasuredTransform, PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import { neutralPrompts } from '../../src/photometrics/dictionary/neutral-prompts';
import { drawTransforms } from '../../src/photometrics/draw-transforms';
import { familyVersion } from '../../src/photometrics/parameters';
import type { BuiltinModel } from './builtin-model';
import { dictionaryImages, seed, transformCount } from './protocol';

/**
 * Measures the built-in dictionary and keeps it below `.cache/photometrics` under model, images, seed and family, a line a transform: whoever is cut
 * off goes on there.
 * @param root of the repository
 */
export async function storedDictionary(root: string, model: BuiltinModel): Promise<PhotometricDictionary> {
  const images = dictionaryImages();
  const pixels = sha256(images.map((image) => dictionaryImage(image, model.preprocessing).data));
  const key = [familyVersion, model.visualHash, pixels, seed].join(' ');
  const folder = join(root, '.cache/photometrics');
  const file = join(folder, `${sha256([new TextEncoder().encode(key)]).slice(0, 16)}-2.jsonl`);
  mkdirSync(folder, { recursive: true });
  const transforms = drawTransforms(transformCount, new Random(seed));
  const measured = readMeasured(file).slice(0, transformCount);
  const meter = await TransformMeter.of(model.tower, model.preprocessing, images);
  for (let index = measured.length; index < transformCount; index++) {
    const found = await meter.measure(transforms[index]!, index);
    appendFileSync(file, `${JSON.stringify({ ...found, shift: [...found.shift] })}\n`);
    measured.push(found);
    if ((index + 1) % 20 === 0) console.error(`${index + 1} of ${transformCount} transforms`);
  }
  return {
    identity: {
      family: familyVersion,
      model: model.visualHash,
      images: pixels,
      imageCount: images.length,
      seed,
      transformCount,
    },
    transforms,
    measured,
    neutralTexts: await model.embedTexts(neutralPrompts),
  };
}

/** The whole lines of a file; what a cut-off run left of its last line is not counted, and the line is measured again. */
function readMeasured(file: string): MeasuredTransform[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const found = JSON.parse(line) as Omit<MeasuredTransform, 'shift'> & { readonly shift: number[] };
    return { ...found, shift: Float32Array.from(found.shift) };
  });
}
