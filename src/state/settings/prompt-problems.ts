import { maxPromptLength, maxTargetPrompts } from '../../method/prompt-limits';

/** What is wrong with a prompt, in words for the user; null for none. */
export function promptProblem(text: string): string | null {
  if (text.trim() === '') return 'This prompt is empty. Type a description, or remove the row.';
  if (text.length > maxPromptLength) {
    const count = text.length.toLocaleString('en');
    return `This prompt has ${count} characters; the limit is ${maxPromptLength.toLocaleString('en')}, and CLIP reads only the first 77 tokens. Shorten it.`;
  }
  return null;
}

/** Why no further target can be added; null where one can. */
export function capacityProblem(count: number): string | null {
  return count < maxTargetPrompts
    ? null
    : `${maxTargetPrompts} target prompts are the limit. Remove one first; what you typed is kept.`;
}
