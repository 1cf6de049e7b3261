import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../src/augmentation/methods/registry';
import { matchedRandomPolicy, textChosenPolicy, uniformPolicy } from '../../src/photometrics/dictionary/policies';
import { photometricChooser } from '../../src/photometrics/dictionary/prompt-choice';
import { policyFile } from '../../src/photometrics/policy';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { builtinDictionary } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';

/** Of the trainings of the table. */
const seeds = [4, 5, 6, 7, 8];

/**
 * The policies of the table's rows, for a training outside of the page: what text chooses, the control for each seed, the whole family, and what unrelated
 * prompts choose. They are written below `.cache/photometrics/policies`.
 * @param root of the repository
 */
export async function writePolicies(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const dictionary = await builtinDictionary(root, model);
  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const [source] = await model.embedTexts([sourcePrompt]);
  const chooser = photometricChooser(dictionary, source!);

  async function chosen(texts: readonly string[]) {
    const embedded = await model.embedTexts(texts);
    return texts.map((text, at) => ({ text, choice: chooser.choose(embedded[at]!) }));
  }

  const weather = await chosen(targetPrompts);
  const policies = {
    'text-chosen': textChosenPolicy(dictionary, sourcePrompt, weather),
    uniform: uniformPolicy(dictionary),
    unrelated: textChosenPolicy(dictionary, sourcePrompt, await chosen(methods.unrelated.suggestedPrompts!)),
    ...Object.fromEntries(
      seeds.map((seed) => [`matched-random-${seed}`, matchedRandomPolicy(dictionary, sourcePrompt, weather, seed)]),
    ),
  };
  const folder = join(root, '.cache/photometrics/policies');
  mkdirSync(folder, { recursive: true });
  for (const [name, policy] of Object.entries(policies))
    writeFileSync(join(folder, `${name}.json`), policyFile(policy));
  return { folder, policies: Object.keys(policies) };
}
