import { CodedError } from '../../errors/coded-error';
import type { ModelError } from '../../errors/areas';
import { Tokenizer } from '@huggingface/tokenizers';
import { clipTokenizerJson, endToken, startToken } from './bpe-vocabulary';
import { cleanPrompt } from './prompt-text';
import { brokenFile } from '../../errors/broken-file';

const broken = brokenFile(
  'Take the tokenizer.json of the same CLIP, or leave it out: a public CLIP’s vocabulary is known.',
);

/** Characters of a text beyond which it is not even tokenised. */
const longestText = 10_000;

/** Turns a text into CLIP's token ids. */
export interface ClipTokenizer {
  /** Tokens that the text tower can take, start and end included: 77 in every public CLIP. */
  readonly contextLength: number;
  /**
   * The ids of one text with start and end, without padding: those of OpenAI's `clip.tokenize`, which repairs the text first
   * (`prompt-text.ts`).
   *
   * @throws ModelError `empty-prompt` for nothing but spaces, `prompt-too-long` beyond the context: cutting it silently would
   * embed another text than the user sees
   */
  encode(text: string): readonly number[];
}

/** Parts that a file may leave out. */
const unused = { added_tokens: [], normalizer: null, pre_tokenizer: null, post_processor: null, decoder: null };

/**
 * Builds the byte-level BPE tokenizer of a bundle.
 *
 * @param tokenizerJson content of `textual/tokenizer.json`
 * @param tokenizerConfigJson content of `textual/tokenizer_config.json`, or `{}`
 * @throws ModelError `bundle-file-broken` where they are no tokenizer, or not one that splits texts as CLIP does
 */
export function createTokenizer(
  tokenizerJson: string,
  tokenizerConfigJson: string,
  contextLength?: number,
): ClipTokenizer {
  const config = parseJson('textual/tokenizer_config.json', tokenizerConfigJson);
  const description = { ...unused, ...parseJson('textual/tokenizer.json', tokenizerJson) };
  const tokenizer = build(description, config);
  checkSplitting(tokenizer, description);
  const ends = endsOf(tokenizer, config);
  const declared = 'model_max_length' in config ? config.model_max_length : undefined;
  const length = contextLength ?? (typeof declared === 'number' && declared <= 4096 ? declared : 77);
  return {
    contextLength: length,
    encode: (text) => {
      if (text.length > longestText) throw tooLong(`The prompt has ${text.length} characters`, length);
      const cleaned = cleanPrompt(text);
      if (cleaned === '')
        throw new CodedError('empty-prompt', 'The prompt is empty.', 'Type a text, such as "a photo of a car".');
      const ids = [ends.start, ...innerIds(tokenizer, cleaned, ends), ends.end];
      if (ids.length > length) throw tooLong(`The prompt has ${ids.length - 2} tokens`, length);
      return ids;
    },
  };
}

/** Ids of the tokens around every text. */
interface Ends {
  readonly start: number;
  readonly end: number;
  readonly names: readonly [start: string, end: string];
}

/** What the public files call them: OpenAI's and Hugging Face's, and open_clip's. */
const endNames = [
  [startToken, endToken],
  ['<start_of_text>', '<end_of_text>'],
] as const;

/**
 * Finds start and end, and checks that the file puts them where CLIP has them. A file without a rule for them has CLIP's.
 *
 * @throws ModelError `bundle-file-broken`
 */
function endsOf(tokenizer: Tokenizer, config: object): Ends {
  const named = [...endNames, [tokenName(config, 'bos_token'), tokenName(config, 'eos_token')] as const];
  for (const names of named) {
    const [start, end] = names.map((name) => tokenizer.token_to_id(name));
    if (start === undefined || end === undefined) continue;
    const { ids } = tokenizer.encode('a', { add_special_tokens: true });
    const inner = tokenizer.encode('a', { add_special_tokens: false }).ids;
    const isBare = ids.join() === inner.join();
    if (!isBare && ids.join() !== [start, ...inner, end].join()) {
      const found = ids.map((id) => tokenizer.id_to_token(id) ?? String(id)).join(' ');
      throw broken(
        `textual/tokenizer.json makes “${found}” of the text “a”, which should begin with ${names[0]} and end with ${names[1]}.`,
      );
    }
    return { start, end, names };
  }
  throw broken(`textual/tokenizer.json has no ${startToken} and ${endToken}.`);
}

function tokenName(config: object, key: 'bos_token' | 'eos_token'): string {
  const value: unknown = (config as Readonly<Record<string, unknown>>)[key];
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null && 'content' in value && typeof value.content === 'string'
    ? value.content
    : '';
}

/** @throws ModelError `bundle-file-broken` where the vocabulary lacks a part of the text, for which the end token would stand */
function innerIds(tokenizer: Tokenizer, text: string, { start, end, names }: Ends): readonly number[] {
  const { ids } = tokenizer.encode(text, { add_special_tokens: false });
  const hasEnds = ids.includes(start) || ids.includes(end);
  if (!hasEnds || names.some((name) => text.includes(name))) return ids;
  throw broken(`The vocabulary of textual/tokenizer.json lacks a part of the prompt “${text}”.`);
}

/** Words, their ends, digits, signs and bytes beyond ASCII. */
const probe = "it's a 2nd photo of über-cars, isn't it? 雨 😀!";

/**
 * Every CLIP splits texts in one way; what differs from model to model is the vocabulary and its merges.
 *
 * @throws ModelError `bundle-file-broken` where the file does it in another way
 */
function checkSplitting(tokenizer: Tokenizer, description: object): void {
  const { type, vocab, merges } = ((description as { readonly model?: unknown }).model ?? {}) as {
    readonly type?: unknown;
    readonly vocab?: unknown;
    readonly merges?: unknown;
  };
  const isBpe = type === undefined || type === 'BPE';
  if (!isBpe || typeof vocab !== 'object' || vocab === null || !Array.isArray(merges))
    throw broken(`textual/tokenizer.json is of the type ${String(type)}; CLIP's is BPE with a list of merges.`);
  const pairs = merges.map((merge: unknown) => (Array.isArray(merge) ? merge.join(' ') : String(merge)));
  const vocabulary = new Map(Object.entries(vocab as Readonly<Record<string, number>>));
  const clip = build(JSON.parse(clipTokenizerJson(pairs, vocabulary)) as object, {});
  const [own, right] = [tokenizer, clip].map((one) => one.encode(probe, { add_special_tokens: false }));
  if (own?.ids.join() === right?.ids.join()) return;
  throw broken(
    `textual/tokenizer.json splits texts in another way than CLIP: “${probe}” gives “${own?.tokens.join(' ')}” and should give “${right?.tokens.join(' ')}”.`,
  );
}

function build(tokenizer: object, config: object): Tokenizer {
  try {
    return new Tokenizer(tokenizer, config);
  } catch (cause) {
    throw broken('textual/tokenizer.json does not describe a tokenizer.', cause);
  }
}

function parseJson(path: string, text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new CodedError('bundle-file-broken', `${path} is not valid JSON.`, 'Download the file again.', { cause });
  }
  throw new CodedError('bundle-file-broken', `${path} holds no object.`, 'Download the file again.');
}

function tooLong(what: string, contextLength: number): ModelError {
  return new CodedError(
    'prompt-too-long',
    `${what}; the text encoder reads ${contextLength - 2}.`,
    'Shorten the prompt to one short sentence.',
  );
}
