import { CodedError } from '../errors/coded-error';
import { maxPromptLength } from './prompt-limits';

export type PromptFault = 'empty' | 'too-long';

/** What is wrong with a prompt before it is tokenised; null for nothing. Whether its tokens fit, the tokenizer says. */
export function promptFault(text: string): PromptFault | null {
  if (text.trim() === '') return 'empty';
  return text.length > maxPromptLength ? 'too-long' : null;
}

/** @throws CodedError `empty-prompt`, `prompt-too-long` */
export function checkPrompt(text: string): void {
  const fault = promptFault(text);
  switch (fault) {
    case 'empty':
      throw new CodedError(
        'empty-prompt',
        'A prompt is empty.',
        'Type a description, such as “an image taken on a rainy night”.',
      );
    case 'too-long':
      throw new CodedError(
        'prompt-too-long',
        `The prompt “${text.slice(0, 40)}…” has ${text.length} characters; CLIP reads about 50 words.`,
        'Shorten the prompt.',
      );
    case null:
      return;
    default:
      fault satisfies never;
  }
}
