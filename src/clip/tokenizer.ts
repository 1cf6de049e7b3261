import { Tokenizer } from '@huggingface/tokenizers';
import { maxPromptLength } from '../method/prompt-limits';
import { ModelError } from './model-error';

/** Turns a text into CLIP's token ids. */
export interface ClipTokenizer {
  /** Tokens that the text tower can take, start and end included: 77 in every public CLIP. */
  readonly contextLength: number;
  /**
   * The ids of one text with start and end, without padding. Spaces and case do not matter.
   *
   * @throws ModelError `empty-prompt` for nothing but spaces, `prompt-too-long` beyond the context: cutting it silently would
   * embed another text than the user sees
   */
  encode(text: string): readonly number[];
}

/**
 * Builds the byte-level BPE tokenizer of a bundle.
 *
 * @param tokenizerJson content of `textual/tokenizer.json`
 * @param tokenizerConfigJson content of `textual/tokenizer_config.json`, or `{}`
 * @throws ModelError `bundle-file-broken` where they are no tokenizer
 */
export function createTokenizer(
  tokenizerJson: string,
  tokenizerConfigJson: string,
  contextLength?: number,
): ClipTokenizer {
  const config = parseJson('textual/tokenizer_config.json', tokenizerConfigJson);
  const tokenizer = build(parseJson('textual/tokenizer.json', tokenizerJson), config);
  const declared = 'model_max_length' in config ? config.model_max_length : undefined;
  const length = contextLength ?? (typeof declared === 'number' && declared <= 4096 ? declared : 77);
  return {
    contextLength: length,
    encode: (text) => {
      if (text.trim() === '')
        throw new ModelError('empty-prompt', 'The prompt is empty.', 'Type a text, such as "a photo of a car".');
      if (text.length > maxPromptLength) throw tooLong(`The prompt has ${text.length} characters`, length);
      const { ids } = tokenizer.encode(text, { add_special_tokens: true });
      if (ids.length > length) throw tooLong(`The prompt has ${ids.length - 2} tokens`, length);
      return ids;
    },
  };
}

function build(tokenizer: object, config: object): Tokenizer {
  try {
    return new Tokenizer(tokenizer, config);
  } catch (cause) {
    throw new ModelError(
      'bundle-file-broken',
      'textual/tokenizer.json does not describe a tokenizer.',
      'Download it again from the repository of the model.',
      { cause },
    );
  }
}

function parseJson(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new ModelError('bundle-file-broken', `${path} is not valid JSON.`, 'Download the file again.', { cause });
  }
  throw new ModelError('bundle-file-broken', `${path} holds no object.`, 'Download the file again.');
}

function tooLong(what: string, contextLength: number): ModelError {
  return new ModelError(
    'prompt-too-long',
    `${what}; the text encoder reads ${contextLength - 2}.`,
    'Shorten the prompt to one short sentence.',
  );
}
