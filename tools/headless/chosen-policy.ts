import { CodedError } from '../../src/errors/coded-error';
import type { PhotometricDictionary } from '../../src/photometrics/dictionary/dictionary';
import {
  type ChosenPrompt,
  matchedRandomPolicy,
  textChosenPolicy,
  uniformPolicy,
} from '../../src/photometrics/dictionary/policies';
import {
  choiceOfScores,
  hasDirection,
  photometricChooser,
  seesChange,
} from '../../src/photometrics/dictionary/prompt-choice';
import type { EmbeddedText } from '../../src/photometrics/dictionary/make-policy';
import type { Policy } from '../../src/photometrics/policy';
import { changedParameters, type PhotometricTransform } from '../../src/photometrics/parameters';
import { transformText } from '../../src/photometrics/transform-text';

interface Choosing {
  readonly control: 'none' | 'matched-random' | 'uniform';
  /** Of the control's draw. */
  readonly seed: number;
  /** 1 / Σw² of a prompt's weights. */
  readonly effective: number;
  /** Of the policy; by default the usual one. */
  readonly probability?: number | undefined;
}

/** What one prompt came to, whatever the control. */
export interface PromptResult {
  readonly text: string;
  /** The best score. */
  readonly confidence: number;
  /** Whether the model sees a photometric change in the words: the confidence is at least the threshold. The prompt chooses in either case. */
  readonly photometric: boolean;
  /** The heaviest first. */
  readonly best: readonly {
    readonly score: number;
    readonly weight: number;
    readonly text: string;
    readonly parameters: Partial<PhotometricTransform>;
  }[];
}

export interface ChosenPolicy {
  readonly policy: Policy;
  /** The confidence from which a prompt counts as photometric. */
  readonly threshold: number;
  readonly prompts: readonly PromptResult[];
}

/** So many transforms of a prompt are told of; the policy has all. */
const told = 5;

/** @throws CodedError `bad-config` for a target prompt that is the source prompt */
export function checkPrompts(sourcePrompt: string, targetPrompts: readonly string[]): void {
  refuseSame(targetPrompts.findIndex((text) => text.trim() === sourcePrompt.trim()));
}

function refuseSame(place: number): void {
  if (place < 0) return;
  throw new CodedError(
    'bad-config',
    `targetPrompts[${place}] says what sourcePrompt says: there is no direction from a text to itself.`,
    'Describe another light or weather.',
  );
}

/** Has prompts choose, or draws their control. @throws CodedError `bad-config` for a target that is the source to the text encoder */
export function chosenPolicy(
  dictionary: PhotometricDictionary,
  source: EmbeddedText,
  targets: readonly EmbeddedText[],
  { control, seed, effective, probability }: Choosing,
): ChosenPolicy {
  refuseSame(targets.findIndex(({ embedding }) => !hasDirection(source.embedding, embedding)));
  const { threshold, choose } = photometricChooser(dictionary, source.embedding);
  const prompts = targets.map(({ text, embedding }) => {
    const choice = choiceOfScores(choose(embedding).scores, effective);
    return { text, choice, photometric: seesChange(choice.confidence, threshold) };
  });
  const policy = policyOf(dictionary, source.text, prompts, control, seed);
  return {
    policy: probability === undefined ? policy : { ...policy, probability },
    threshold,
    prompts: prompts.map(({ text, choice: { scores, weights, order, confidence }, photometric }) => ({
      text,
      confidence,
      photometric,
      best: order.slice(0, told).map((k) => ({
        score: scores[k]!,
        weight: weights[k]!,
        text: transformText(dictionary.transforms[k]!),
        parameters: changedParameters(dictionary.transforms[k]!),
      })),
    })),
  };
}

function policyOf(
  dictionary: PhotometricDictionary,
  sourcePrompt: string,
  prompts: readonly ChosenPrompt[],
  control: Choosing['control'],
  seed: number,
): Policy {
  switch (control) {
    case 'none':
      return textChosenPolicy(dictionary, sourcePrompt, prompts);
    case 'matched-random':
      return matchedRandomPolicy(dictionary, sourcePrompt, prompts, seed);
    case 'uniform':
      return uniformPolicy(dictionary);
    default:
      return control satisfies never;
  }
}
