import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { methods } from '../../src/augmentation/methods/registry';
import { type ChoosingText, makePolicy, type PolicyOrder } from '../../src/photometrics/dictionary/make-policy';
import { policyFile } from '../../src/photometrics/policy';
import { referencePrompts } from '../../src/scenes/reference-prompts';
import { builtinDictionary } from './builtin-dictionary';
import { openBuiltinModel } from './builtin-model';

/** Of the trainings of the table. */
const seeds = [4, 5, 6, 7, 8];

/** Each of them trains with its own five of the fifteen prompts. */
const specialists = ['night', 'day'] as const;

interface WeatherTexts {
  readonly source: ChoosingText;
  readonly targets: readonly ChoosingText[];
}

/**
 * The policies of the table's rows, for a training outside of the page: what text chooses, from all prompts and from those of one time of day, the control
 * for each seed, the whole family, and what unrelated prompts choose. They are written below `.cache/photometrics/policies`.
 * @param root of the repository
 */
export async function writePolicies(root: string): Promise<object> {
  const model = await openBuiltinModel(root);
  const dictionary = await builtinDictionary(root, model);
  const { sourcePrompt, targetPrompts } = referencePrompts.weather;
  const [source] = await choosing([sourcePrompt]);

  async function choosing(texts: readonly string[]): Promise<readonly ChoosingText[]> {
    const embedded = await model.embedTexts(texts);
    return texts.map((text, at) => ({ text, embedding: embedded[at]!, identity: false }));
  }

  const weather = { source: source!, targets: await choosing(targetPrompts) };
  const unrelated = { source: source!, targets: await choosing(methods.unrelated.suggestedPrompts!) };
  const orders: Readonly<Record<string, PolicyOrder>> = {
    'text-chosen': { rule: 'text', ...weather },
    uniform: { rule: 'uniform' },
    unrelated: { rule: 'text', ...unrelated },
    ...Object.fromEntries(specialists.map((time) => [`${time}-prompts`, specialist(weather, time)])),
    ...Object.fromEntries(
      seeds.map((seed) => [`matched-random-${seed}`, { rule: 'matched-random', ...weather, seed }]),
    ),
  };
  const folder = join(root, '.cache/photometrics/policies');
  mkdirSync(folder, { recursive: true });
  for (const [name, order] of Object.entries(orders))
    writeFileSync(join(folder, `${name}.json`), policyFile(makePolicy(dictionary, order)));
  return { folder, policies: Object.keys(orders) };
}

function specialist({ source, targets }: WeatherTexts, time: (typeof specialists)[number]): PolicyOrder {
  return { rule: 'text', source, targets: targets.filter(({ text }) => text.endsWith(` ${time}`)) };
}
