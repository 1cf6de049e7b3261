import { CodedError } from '../../errors/coded-error';
import { textChosenPolicy, type ChosenPrompt } from '../../photometrics/dictionary/policies';
import { hasDirection, photometricChooser } from '../../photometrics/dictionary/prompt-choice';
import type { Policy } from '../../photometrics/policy';
import type { State } from '../store/store';

type Chosen = Pick<State, 'sourcePrompt' | 'targets' | 'embeddings' | 'photometrics'>;

/**
 * What the page's target prompts choose now; those for which somebody took the identity leave pictures as they are.
 * @throws CodedError `bad-config` where there is nothing to choose from, a prompt is not embedded, or one equals the source prompt
 */
export function policyOfPrompts({ sourcePrompt, targets, embeddings, photometrics }: Chosen): {
  readonly policy: Policy;
  /** Confidence from which a prompt counts as photometric. */
  readonly threshold: number;
} {
  const { dictionary } = photometrics;
  if (dictionary === null)
    throw new CodedError(
      'bad-config',
      'There are no measured transforms for this model yet, so no prompt can choose.',
      'Measure them first, or choose a policy.json.',
    );
  if (targets.length === 0) throw new CodedError('bad-config', 'There is no target prompt.', 'Add one at the left.');
  const embedded = (text: string) => {
    const found = embeddings.get(text);
    if (found?.kind === 'ready') return found.embedding;
    throw new CodedError('bad-config', `“${text}” is not embedded.`, 'Wait a moment, or correct the prompt.');
  };
  const source = embedded(sourcePrompt);
  const { threshold, choose } = photometricChooser(dictionary, source);
  const prompts = targets.map(({ text, identity }): ChosenPrompt => {
    const target = embedded(text);
    if (!hasDirection(source, target))
      throw new CodedError(
        'bad-config',
        `“${text}” means the same as the source prompt to the text encoder, so it cannot choose.`,
        'Describe another light or weather, or remove the prompt.',
      );
    return { text, choice: identity ? null : choose(target) };
  });
  return { policy: textChosenPolicy(dictionary, sourcePrompt, prompts), threshold };
}
