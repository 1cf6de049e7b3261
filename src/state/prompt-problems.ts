/** Longest prompt that is sent to the tokenizer at all; CLIP itself reads 77 tokens. */
export const maxPromptLength = 10_000;
/** Most target prompts of one run. */
export const maxTargetPrompts = 25;

/** What is wrong with a prompt, in words for the user; null for none. */
export function promptProblem(text: string): string | null {
  if (text.trim() === '') return 'This prompt is empty. Type a description, or remove the row.';
  if (text.length > maxPromptLength) {
    const count = text.length.toLocaleString('en');
    return `This prompt has ${count} characters; the limit is 10,000, and CLIP reads only the first 77 tokens. Shorten it.`;
  }
  return null;
}

/** Why no further target can be added; null where one can. */
export function capacityProblem(count: number): string | null {
  return count < maxTargetPrompts
    ? null
    : `${maxTargetPrompts} target prompts are the limit. Remove one first; what you typed is kept.`;
}
