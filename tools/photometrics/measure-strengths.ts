import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PhotometricDictionary } from '../../src/augmentation/photometric-dictionary';
import { textDirection } from '../../src/augmentation/text-direction';
import { mean } from '../../src/math/statistics';
import { transformScores, weightsOfEffectiveNumber } from '../../src/photometrics/choose-transforms';
import { leastStrength, targetPreference } from '../../src/photometrics/least-strength';
import { familyVersion, identityTransform } from '../../src/photometrics/parameters';
import { atStrength } from '../../src/photometrics/strength';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { openBuiltinModel } from './builtin-model';
import { dictionaryImages, effective, seed, transformCount } from './protocol';
import { storedDictionary } from './stored-dictionary';

/** The heaviest transforms of each prompt that are tried. */
const heaviest = 8;
const strengths = [0.2, 0.4, 0.6, 0.8, 1];

/**
 * The least strength of the chosen transforms, on source images and prompts alone; writes docs/photometric-strengths.json.
 * @param root of the repository
 */
export async function measureStrengths(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const images = dictionaryImages();
  const { transforms, measured } = await storedDictionary(root, model, images, transformCount, seed);
  const dictionary = await PhotometricDictionary.of(model.tower, model.preprocessing, images);
  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const [source, ...targets] = await model.embedTexts([sourcePrompt, ...targetPrompts]);
  const shifts = measured.map(({ shift }) => shift);
  const chosen = targets.map((target) => {
    const scores = transformScores(shifts, textDirection(source!, target));
    const weights = weightsOfEffectiveNumber(scores, effective);
    return [...weights.keys()].sort((a, b) => weights[b]! - weights[a]!).slice(0, heaviest);
  });

  const embeddings = new Map<number, readonly (readonly Float32Array[])[]>();
  for (const k of new Set(chosen.flat())) {
    const atEach: (readonly Float32Array[])[] = [];
    for (const strength of strengths) atEach.push(await dictionary.embeddings(atStrength(transforms[k]!, strength), k));
    embeddings.set(k, atEach);
  }
  const unchanged = await dictionary.embeddings(identityTransform, 0);
  const prompts = targetPrompts.map((text, at) => {
    const least = chosen[at]!.map((k) =>
      leastStrength(
        strengths,
        embeddings.get(k)!.map((list) => targetPreference(list, source!, targets[at]!)),
      ),
    );
    return { text, unchanged: targetPreference(unchanged, source!, targets[at]!), least };
  });
  const all = prompts.flatMap(({ least }) => least);
  const found = all.filter((strength) => strength !== null);
  const summary = { tried: all.length, found: found.length, mean: mean(found) };
  const result = { family: familyVersion, model: model.visualHash, heaviest, strengths, summary, prompts };
  writeFileSync(join(root, 'docs/photometric-strengths.json'), `${JSON.stringify(result, null, 2)}\n`);
  return summary;
}
