import { promptFault } from '../../method/check-prompt';
import { maxPromptLength, maxTargetPrompts } from '../../method/prompt-limits';

/** What is wrong with a prompt, in words for the user who types it; null for none. */
export function promptProblem(text: string): string | null {
  const fault = promptFault(text);
  switch (fault) {
    case null:
      return null;
    case 'empty':
      return 'This prompt is empty. Type a description, or remove the row.';
    case 'too-long': {
      const count = text.length.toLocaleString('en');
      return `This prompt has ${count} characters; the limit is ${maxPromptLength.toLocaleString('en')}, and CLIP reads only the first 77 tokens. Shorten it.`;
    }
    default:
      return fault satisfies never;
  }
}

/** Why no further target can be added; null where one can. */
export function capacityProblem(count: number): string | null {
  return count < maxTargetPrompts
    ? null
    : `${maxTargetPrompts} target prompts are the limit. Remove one first; what you typed is kept.`;
}
