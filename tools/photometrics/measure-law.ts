import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dictionaryImage, embedImages } from '../../src/augmentation/measure-transforms';
import { resizedAndCropped } from '../../src/clip/image/preprocess';
import type { RgbImage } from '../../src/geometry/rgb-image';
import { mean, quantile } from '../../src/math/statistics';
import { cosine, dot, normalise, subtract } from '../../src/math/vector';
import { applyTransform } from '../../src/photometrics/apply-transform';
import { photometricChooser } from '../../src/photometrics/dictionary/prompt-choice';
import { embeddingShift } from '../../src/photometrics/embedding-shift';
import { familyVersion, type PhotometricTransform } from '../../src/photometrics/parameters';
import { atStrength } from '../../src/photometrics/strength';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { builtinDictionary, builtinDictionaryRequest } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';

/** The heaviest transforms of each prompt that are tried. */
const heaviest = 8;
const strengths = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * What the law of strength and the size of the source images rest on, from source images and prompts alone; writes docs/photometric-law.json:
 * whether chosen transforms ever make CLIP, zero-shot, prefer the target prompt to the source prompt, and how far f_k depends on whether a transform acts
 * before or after the model's own resizing.
 * @param root of the repository
 */
export async function measureLaw(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const dictionary = await builtinDictionary(root, model);
  const { tower, preprocessing } = model;
  const whole = builtinDictionaryRequest().images.map((image) => dictionaryImage(image, preprocessing));
  const sized = (images: readonly RgbImage[]) => images.map((image) => resizedAndCropped(image, preprocessing));
  const small = sized(whole);
  const embed = (images: readonly RgbImage[]) => embedImages(tower, preprocessing, images);
  const changed = (images: readonly RgbImage[], transform: PhotometricTransform, k: number) =>
    images.map((image, at) => applyTransform(image, transform, k * images.length + at));

  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const [source, ...targets] = await model.embedTexts([sourcePrompt, ...targetPrompts]);
  const { choose } = photometricChooser(dictionary, source!);
  const chosen = targets.map((target) => choose(target).order.slice(0, heaviest));
  const directions = targets.map((target) => subtract(target, source!));
  const embeddings = new Map<number, readonly (readonly Float32Array[])[]>();
  for (const k of new Set(chosen.flat())) {
    const atEach: (readonly Float32Array[])[] = [];
    for (const strength of strengths)
      atEach.push(await embed(sized(changed(whole, atStrength(dictionary.transforms[k]!, strength), k))));
    embeddings.set(k, atEach);
  }
  const prompts = targetPrompts.map((text, at) => {
    // Mean over images of unit(z) · (q_t − q_s): above 0 the target prompt is preferred.
    const preferred = (list: readonly Float32Array[]) => mean(list.map((z) => dot(normalise(z), directions[at]!))) > 0;
    const least = chosen[at]!.map((k) => strengths[embeddings.get(k)!.findIndex(preferred)] ?? null);
    return { text, least };
  });
  const found = prompts.flatMap(({ least }) => least.filter((strength) => strength !== null));

  const before = await embed(small);
  const cosines: number[] = [];
  for (const [k, transform] of dictionary.transforms.entries()) {
    const shift = embeddingShift(await embed(changed(small, transform, k)), before);
    cosines.push(cosine(shift, dictionary.measured[k]!.shift));
  }
  const result = {
    family: familyVersion,
    model: model.hash,
    preference: {
      tried: heaviest * targetPrompts.length,
      reached: found.length,
      promptsWithout: prompts.filter(({ least }) => least.every((strength) => strength === null)).length,
      strengths,
      prompts,
    },
    /** Of f_k of the model's own cut and f_k of the whole image, over all transforms. */
    cosineOfSizes: { fifth: quantile(cosines, 0.05), median: quantile(cosines, 0.5), least: Math.min(...cosines) },
  };
  writeFileSync(join(root, 'docs/photometric-law.json'), `${JSON.stringify(result, null, 2)}\n`);
  return { ...result, preference: { ...result.preference, prompts: undefined } };
}
