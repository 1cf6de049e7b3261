import { withoutMean } from '../../math/alignment';
import { transformScores } from '../choose-transforms';
import { isIdentityAlone, type Policy } from '../policy';
import type { PhotometricDictionary } from './dictionary';
import { type ChosenPrompt, matchedRandomPolicy, oraclePolicy, textChosenPolicy, uniformPolicy } from './policies';
import type { PolicyRule } from './policy-rule';
import { photometricChooser } from './prompt-choice';

/** A prompt with its unit embedding `[D]`. */
export interface EmbeddedPrompt {
  readonly text: string;
  readonly embedding: Float32Array;
}

/** Prompts that choose. */
interface Texts {
  readonly source: EmbeddedPrompt;
  readonly targets: readonly EmbeddedPrompt[];
}

/** What a policy is made of besides the dictionary, rule by rule. */
export type PolicyOrder =
  | (Texts & { readonly rule: Extract<PolicyRule, 'text' | 'any-text'> })
  | (Texts & { readonly rule: 'matched-random'; /** Of the training: another draw for each. */ readonly seed: number })
  | { readonly rule: 'uniform' }
  | { readonly rule: 'real-images'; readonly shifts: readonly WeatherShift[] };

/** Where a weather really goes. */
export interface WeatherShift {
  readonly weather: string;
  /** Mean over streets of unit(z) in the weather minus unit(z) in the source: `[D]`. */
  readonly shift: Float32Array;
}

/** The policy of a training. */
export function makePolicy(dictionary: PhotometricDictionary, order: PolicyOrder): Policy {
  switch (order.rule) {
    case 'text':
    case 'any-text':
      return textChosenPolicy(dictionary, order.source.text, chosenPrompts(dictionary, order, order.rule));
    case 'matched-random': {
      const chosen = chosenPrompts(dictionary, order, 'text');
      return matchedRandomPolicy(dictionary, order.source.text, chosen, order.seed);
    }
    case 'uniform':
      return uniformPolicy(dictionary);
    case 'real-images':
      return oraclePolicy(dictionary, weatherScores(dictionary, order.shifts));
    default:
      return order satisfies never;
  }
}

/** Whether a policy leaves every image as it is: of none of its prompts does the model see a photometric change. */
export function changesNothing({ prompts }: Policy): boolean {
  return prompts.every(({ transforms }) => isIdentityAlone(transforms));
}

/** What each prompt chooses; nothing, where the model sees no photometric change in its words and the rule heeds that. */
function chosenPrompts(
  dictionary: PhotometricDictionary,
  { source, targets }: Texts,
  rule: 'text' | 'any-text',
): readonly ChosenPrompt[] {
  const { threshold, choose } = photometricChooser(dictionary, source.embedding);
  return targets.map(({ text, embedding }) => {
    const choice = choose(embedding);
    return { text, choice: rule === 'any-text' || choice.confidence >= threshold ? choice : null };
  });
}

/** Cosines of each transform's shift with each weather's, after both lost what all of their kind share. */
function weatherScores({ measured }: PhotometricDictionary, weathers: readonly WeatherShift[]) {
  const shifts = measured.map(({ shift }) => shift);
  const apart = withoutMean(weathers.map(({ shift }) => shift));
  return weathers.map(({ weather }, at) => ({ weather, scores: transformScores(shifts, apart[at]!) }));
}
