import { Random } from '../../math/random';
import { matchedRandomWeights, uniformWeights } from '../matched-random';
import { identityTransform } from '../parameters';
import type { Policy, PromptPolicy, WeightedTransform } from '../policy';
import type { PhotometricDictionary } from './dictionary';
import { choiceOfScores, type PromptChoice } from './prompt-choice';

/** Share of the images that a policy changes. */
const policyProbability = 0.5;

/** A prompt and what it chose; null where somebody took the identity. */
export interface ChosenPrompt {
  readonly text: string;
  readonly choice: PromptChoice | null;
}

/** What text chose, prompt by prompt. */
export function textChosenPolicy(
  dictionary: PhotometricDictionary,
  sourcePrompt: string,
  prompts: readonly ChosenPrompt[],
): Policy {
  return policyOf(
    dictionary,
    sourcePrompt,
    prompts.map(({ text, choice }) => ({
      text,
      confidence: choice?.confidence ?? null,
      transforms: choice ? weighted(dictionary, choice.weights, choice.scores) : identityAlone,
    })),
  );
}

/**
 * The control: the same weights, given to random transforms that change pixels as much.
 * @param seed of the training: another draw for each
 */
export function matchedRandomPolicy(
  dictionary: PhotometricDictionary,
  sourcePrompt: string,
  prompts: readonly ChosenPrompt[],
  seed: number,
): Policy {
  const changes = dictionary.measured.map(({ change }) => change);
  const random = new Random(seed).fork('matched random transforms');
  return policyOf(
    dictionary,
    sourcePrompt,
    prompts.map(({ text, choice }, prompt) => ({
      text,
      confidence: null,
      transforms: choice
        ? weighted(dictionary, matchedRandomWeights(choice.weights, changes, random.fork(prompt)), null)
        : identityAlone,
    })),
  );
}

/** The whole family, whatever prompts say. */
export function uniformPolicy(dictionary: PhotometricDictionary): Policy {
  const transforms = weighted(dictionary, uniformWeights(dictionary.measured.length), null);
  return policyOf(dictionary, '', [{ text: 'any transform of the family', confidence: null, transforms }]);
}

/**
 * The bound: scores from real images of the weathers in place of text.
 * @param scores for each weather, cosine of each transform's shift with the real one, both without what all share
 */
export function oraclePolicy(
  dictionary: PhotometricDictionary,
  scores: readonly { readonly weather: string; readonly scores: readonly number[] }[],
): Policy {
  return policyOf(
    dictionary,
    '',
    scores.map(({ weather, scores: ofWeather }) => {
      const choice = choiceOfScores(ofWeather);
      return {
        text: weather,
        confidence: choice.confidence,
        transforms: weighted(dictionary, choice.weights, choice.scores),
      };
    }),
  );
}

const identityAlone: readonly WeightedTransform[] = [
  { weight: 1, score: null, leastStrength: 0, transform: { kind: 'photometric', parameters: identityTransform } },
];

function policyOf({ identity }: PhotometricDictionary, sourcePrompt: string, prompts: readonly PromptPolicy[]): Policy {
  return {
    model: identity.model,
    sourcePrompt,
    probability: policyProbability,
    strengthLaw: 'uniform-from-least',
    prompts,
  };
}

/** The transforms that may be drawn, heaviest first. */
function weighted(
  { transforms, measured }: PhotometricDictionary,
  weights: readonly number[],
  scores: readonly number[] | null,
): readonly WeightedTransform[] {
  return weights
    .map((weight, k): WeightedTransform => ({
      weight,
      score: scores?.[k] ?? null,
      leastStrength: measured[k]!.leastStrength,
      transform: { kind: 'photometric', parameters: transforms[k]! },
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}
