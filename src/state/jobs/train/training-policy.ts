import type { MethodInfo } from '../../../augmentation/methods/method';
import { memoNewest } from '../../../math/memo';
import { trainingParameters } from '../../../method/training-presets';
import type { PhotometricDictionary } from '../../../photometrics/dictionary/dictionary';
import {
  type EmbeddedText,
  makePolicy,
  type ChoosingText,
  type PolicyOrder,
} from '../../../photometrics/dictionary/make-policy';
import { judgePrompts } from '../../../photometrics/dictionary/judge-prompts';
import type { Policy } from '../../../photometrics/policy';
import { promptProblem } from '../../settings/prompt-problems';
import type { DictionaryStatus } from '../../store/photometrics-slice';
import type { State } from '../../store/store';

/** A method that draws from a policy. */
export type PolicyMethod = MethodInfo & { readonly learns: 'policy' };

/** The prompts that choose for a method: its own, or the target prompts of the page. */
function choosingPrompts({ suggestedPrompts }: MethodInfo, { targets }: State) {
  return suggestedPrompts?.map((text) => ({ text, identity: false })) ?? targets;
}

/** Why a policy cannot be made; null where it can. */
export function policyObstacle(method: PolicyMethod, state: State): string | null {
  const { dictionary, status } = state.photometrics;
  if (dictionary === null) return dictionaryTexts[status];
  switch (method.policyRule) {
    case 'uniform':
    case 'real-images':
      return null;
    case 'text':
    case 'matched-random':
      return textObstacle(method, state, dictionary);
    default:
      return method.policyRule satisfies never;
  }
}

const noDictionary = 'This method needs a dictionary of photometric transforms for this model. Measure one first.';

const dictionaryTexts: Readonly<Record<DictionaryStatus, string>> = {
  none: noDictionary,
  loading: 'The dictionary of photometric transforms is being loaded.',
  measuring: 'Photometric transforms are being measured for this model. Wait for it.',
  ready: noDictionary,
  stopped: noDictionary,
  failed: noDictionary,
};

/** Why the prompts cannot choose; null where they can. */
function textObstacle(method: PolicyMethod, state: State, dictionary: PhotometricDictionary): string | null {
  const prompts = choosingPrompts(method, state);
  if (promptProblem(state.sourcePrompt)) return 'The source prompt needs your attention.';
  if (prompts.length === 0) return 'This method needs target prompts. Add at least one.';
  if (prompts.some(({ text }) => promptProblem(text) ?? state.embeddings.get(text)?.kind === 'failed'))
    return 'A target prompt needs your attention.';
  const texts = embeddedTexts(method, state);
  if (texts === null) return 'The prompts are being embedded.';
  const choosing = texts.targets.filter(({ identity }) => !identity);
  if (choosing.length === 0) return 'Images are to stay as they are for every target prompt. Let one of them choose.';
  const verdicts = newestVerdicts({ dictionary, source: texts.source, choosing });
  const same = verdicts.indexOf('no-direction');
  if (same >= 0)
    return `“${choosing[same]!.text}” says what the source prompt says, so it chooses nothing. Change its words.`;
  // Prompts that belong to a method are there to say nothing of light.
  if (method.suggestedPrompts !== null || verdicts.includes('photometric')) return null;
  return 'This model sees no photometric change in the target prompts. Use words of light or weather.';
}

interface Judged {
  readonly dictionary: PhotometricDictionary;
  readonly source: EmbeddedText;
  readonly choosing: readonly EmbeddedText[];
}

/** Obstacles are asked for whenever the page changes. */
const newestVerdicts = memoNewest(
  ({ dictionary, source, choosing }: Judged) => [
    dictionary,
    choosing.length,
    ...[source, ...choosing].map(({ embedding }) => embedding),
  ],
  ({ dictionary, source, choosing }) =>
    judgePrompts(
      dictionary,
      source.embedding,
      choosing.map(({ embedding }) => embedding),
    ),
);

/** Source and targets with their embeddings; null until all are there. */
function embeddedTexts(method: MethodInfo, state: State) {
  const embeddingOf = (text: string) => {
    const entry = state.embeddings.get(text);
    return entry?.kind === 'ready' ? entry.embedding : null;
  };
  const source = embeddingOf(state.sourcePrompt);
  const targets = choosingPrompts(method, state).flatMap(({ text, identity }): ChoosingText[] => {
    const embedding = embeddingOf(text);
    return embedding === null ? [] : [{ text, identity, embedding }];
  });
  if (source === null || targets.length < choosingPrompts(method, state).length) return null;
  return { source: { text: state.sourcePrompt, embedding: source } satisfies EmbeddedText, targets };
}

/** The policy that a training of the page's choices would draw from; null where there is none, or real images must be looked at first. */
export function policyNow(method: PolicyMethod, state: State): Policy | null {
  const { dictionary } = state.photometrics;
  const order = policyOrder(method, state);
  return dictionary && order && newestPolicy({ dictionary, order });
}

/** What the policy is made of; null where something is missing. */
function policyOrder(method: PolicyMethod, state: State): PolicyOrder | null {
  switch (method.policyRule) {
    case 'uniform':
      return { rule: 'uniform' };
    case 'real-images':
      return null;
    case 'text': {
      const texts = embeddedTexts(method, state);
      return texts && { rule: 'text', ...texts };
    }
    case 'matched-random': {
      const texts = embeddedTexts(method, state);
      const { seed } = trainingParameters(state.trainingPreset, state.changedTraining);
      return texts && { rule: 'matched-random', ...texts, seed };
    }
    default:
      return method.policyRule satisfies never;
  }
}

/** A policy stays the same object while nothing that it is made of changes. */
const newestPolicy = memoNewest(
  ({ dictionary, order }: { readonly dictionary: PhotometricDictionary; readonly order: PolicyOrder }) => [
    dictionary,
    order.rule,
    ...(order.rule === 'matched-random' ? [order.seed] : []),
    ...(order.rule === 'matched-random' || order.rule === 'text'
      ? [
          order.targets.length,
          ...[order.source, ...order.targets].flatMap(({ text, embedding }) => [text, embedding]),
          ...order.targets.map(({ identity }) => identity),
        ]
      : []),
  ],
  ({ dictionary, order }) => makePolicy(dictionary, order),
);
