import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mean } from '../../src/math/statistics';
import { neutralPrompts } from '../../src/photometrics/dictionary/neutral-prompts';
import { photometricChooser, seesChange } from '../../src/photometrics/dictionary/prompt-choice';
import { familyVersion } from '../../src/photometrics/parameters';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { builtinDictionary } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';
import { heldOutPrompts } from './held-out-prompts';

/**
 * Which prompts the built-in model sees a photometric change in: three hundred that say nothing of light or weather, and the paper's fifteen that do;
 * writes docs/photometric-confidence.json.
 * @param root of the repository
 */
export async function measureConfidence(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const dictionary = await builtinDictionary(root, model);
  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const [source] = await model.embedTexts([sourcePrompt]);
  const chooser = photometricChooser(dictionary, source!);

  async function confidences(texts: readonly string[]) {
    const embedded = await model.embedTexts(texts);
    return texts.map((text, at) => {
      const { confidence } = chooser.choose(embedded[at]!);
      return { text, confidence, photometric: seesChange(confidence, chooser.threshold) };
    });
  }

  const share = (list: readonly { readonly photometric: boolean }[]) =>
    mean(list.map(({ photometric }) => Number(photometric)));
  const heldOut = await confidences(heldOutPrompts);
  const weather = await confidences(targetPrompts);
  const result = {
    family: familyVersion,
    model: model.hash,
    sourcePrompt,
    threshold: chooser.threshold,
    neutralPrompts: { count: neutralPrompts.length, photometric: share(await confidences(neutralPrompts)) },
    heldOutPrompts: { count: heldOut.length, photometric: share(heldOut) },
    weatherPrompts: { count: weather.length, photometric: share(weather) },
    weather,
    calledPhotometric: heldOut.filter(({ photometric }) => photometric),
  };
  writeFileSync(join(root, 'docs/photometric-confidence.json'), `${JSON.stringify(result, null, 2)}\n`);
  return { ...result, weather: undefined, calledPhotometric: undefined };
}
