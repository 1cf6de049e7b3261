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

/** Why a prompt cannot be added to others; null where it can. Twice the same words would be one direction that counts twice. */
export function repeatProblem(text: string, targets: readonly { readonly text: string }[]): string | null {
  const at = placeOfWords(text, targets);
  return at === -1 ? null : `This is target prompt ${at + 1} already. Change a word; what you typed is kept.`;
}

/** Where the same words stand first, from 0; -1 where they do not. */
export function placeOfWords(text: string, targets: readonly { readonly text: string }[]): number {
  return targets.findIndex((target) => target.text.trim() === text.trim());
}

/** Why no further target can be added; null where one can. */
export function capacityProblem(count: number): string | null {
  return count < maxTargetPrompts
    ? null
    : `${maxTargetPrompts} target prompts are the limit. Remove one first; what you typed is kept.`;
}
