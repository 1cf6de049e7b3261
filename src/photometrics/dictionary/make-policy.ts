import { withoutMean } from '../../math/alignment';
import { transformScores } from '../choose-transforms';
import type { Policy } from '../policy';
import type { PhotometricDictionary } from './dictionary';
import { type ChosenPrompt, matchedRandomPolicy, oraclePolicy, textChosenPolicy, uniformPolicy } from './policies';
import { photometricChooser } from './prompt-choice';

/** A prompt with its unit embedding `[D]`. */
export interface EmbeddedText {
  readonly text: string;
  readonly embedding: Float32Array;
}

/** A prompt that chooses. */
export interface ChoosingText extends EmbeddedText {
  /** Whether images stay as they are for its words. */
  readonly identity: boolean;
}

/** Prompts that choose. */
interface Texts {
  readonly source: EmbeddedText;
  readonly targets: readonly ChoosingText[];
}

/** What a policy is made of besides the dictionary, rule by rule. */
export type PolicyOrder =
  | (Texts & { readonly rule: 'text' })
  | (Texts & { readonly rule: 'matched-random'; /** Of the training: another draw for each. */ readonly seed: number })
  | { readonly rule: 'uniform' }
  | { readonly rule: 'real-images'; readonly shifts: readonly WeatherShift[] };

/**
 * How a policy is made. `text`: prompts choose transforms; `matched-random`: the same weights for random transforms that change pixels as much; `uniform`:
 * all transforms alike; `real-images`: real images of the target weathers choose.
 */
export type PolicyRule = PolicyOrder['rule'];

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
      return textChosenPolicy(dictionary, order.source.text, chosenPrompts(dictionary, order));
    case 'matched-random':
      return matchedRandomPolicy(dictionary, order.source.text, chosenPrompts(dictionary, order), order.seed);
    case 'uniform':
      return uniformPolicy(dictionary);
    case 'real-images':
      return oraclePolicy(dictionary, weatherScores(dictionary, order.shifts));
    default:
      return order satisfies never;
  }
}

/** What each prompt chooses, however sure the model is of it. */
function chosenPrompts(dictionary: PhotometricDictionary, { source, targets }: Texts): readonly ChosenPrompt[] {
  const { choose } = photometricChooser(dictionary, source.embedding);
  return targets.map(({ text, embedding, identity }) => ({ text, choice: identity ? null : choose(embedding) }));
}

/** Cosines of each transform's shift with each weather's, after both lost what all of their kind share. @throws RangeError below two weathers, which share all */
function weatherScores({ measured }: PhotometricDictionary, weathers: readonly WeatherShift[]) {
  if (weathers.length < 2) throw new RangeError(`real images choose among weathers, and there is ${weathers.length}`);
  const shifts = measured.map(({ shift }) => shift);
  const apart = withoutMean(weathers.map(({ shift }) => shift));
  return weathers.map(({ weather }, at) => ({ weather, scores: transformScores(shifts, apart[at]!) }));
}
