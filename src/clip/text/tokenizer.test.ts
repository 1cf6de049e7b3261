/** Tokenizers as models bring them, right and wrong: the ids of clip.tokenize, or a refusal in words. */
import { describe, expect, it } from 'vitest';
import { clipTokenizerJson, startToken, endToken } from './bpe-vocabulary';
import { bundleFiles } from '../bundle/bundle-files';
import { bundleTokenizer } from '../bundle/bundle-tokenizer';
import { tinyText } from '../testing';
import { createTokenizer } from './tokenizer';

type Json = Record<string, unknown>;
interface TinyModel {
  readonly vocab: Readonly<Record<string, number>>;
  readonly merges: readonly string[];
}
const file = JSON.parse(tinyText('textual/tokenizer.json')) as Json;
const model = file['model'] as Json & TinyModel;
const [start, end] = [model.vocab[startToken]!, model.vocab[endToken]!];
const text = 'a photo of a truck';
const right = createTokenizer(JSON.stringify(file), '{}').encode(text);

const changed = (change: Json): string => JSON.stringify({ ...file, ...change });
const withModel = (change: Json): string => changed({ model: { ...model, ...change } });
const roberta = (cls: [string, number], sep: [string, number]) => ({
  post_processor: { type: 'RobertaProcessing', cls, sep, trim_offsets: false, add_prefix_space: false },
});
const template = (...single: readonly (string | null)[]) => ({
  post_processor: {
    type: 'TemplateProcessing',
    single: single.map((id) =>
      id === null ? { Sequence: { id: 'A', type_id: 0 } } : { SpecialToken: { id, type_id: 0 } },
    ),
    pair: [],
    special_tokens: {
      [startToken]: { id: startToken, ids: [start], tokens: [startToken] },
      [endToken]: { id: endToken, ids: [end], tokens: [endToken] },
    },
  },
});
const split = (file['pre_tokenizer'] as { readonly pretokenizers: readonly Json[] }).pretokenizers[0]!;

describe('the ids of a text', () => {
  it('begin with the start token and end with the end token', () => {
    expect(right[0]).toBe(start);
    expect(right.at(-1)).toBe(end);
    expect(right.length).toBeGreaterThan(3);
  });

  it.each<[string, string, string?]>([
    ['no rule for start and end', changed({ post_processor: null })],
    ['a rule that is left out', changed({ post_processor: undefined })],
    ['a template', changed(template(startToken, null, endToken))],
    ['merges as pairs', withModel({ merges: model.merges.map((merge) => merge.split(' ')) })],
    ['no normalizer: case and spaces are the prompt’s own', changed({ normalizer: null })],
    [
      'a limit of its own, which would cut',
      changed({ truncation: { max_length: 3, strategy: 'LongestFirst', stride: 0 } }),
    ],
    [
      'names in the configuration',
      JSON.stringify(file),
      '{"bos_token": {"content": "<|startoftext|>"}, "eos_token": "<|endoftext|>"}',
    ],
  ])('are the same with %s', (_, json, config = '{}') => {
    expect(createTokenizer(json, config).encode(` A  photo\tof A&nbsp;TRUCK `)).toEqual(right);
  });

  it('are the same with open_clip’s names of start and end', () => {
    const { [startToken]: first, [endToken]: last, ...vocab } = model.vocab;
    const special = (content: string, id: number) => ({ ...(file['added_tokens'] as Json[])[0], content, id });
    const json = JSON.stringify({
      ...file,
      added_tokens: [special('<start_of_text>', first!), special('<end_of_text>', last!)],
      model: {
        ...model,
        unk_token: '<end_of_text>',
        vocab: { ...vocab, '<start_of_text>': first, '<end_of_text>': last },
      },
      ...roberta(['<start_of_text>', first!], ['<end_of_text>', last!]),
    });
    expect(createTokenizer(json, '{}').encode(text)).toEqual(right);
  });

  it.each<[string, string, string | RegExp]>([
    [
      'start and end swapped',
      changed(roberta([endToken, end], [startToken, start])),
      /^textual\/tokenizer\.json makes “<\|endoftext\|> a<\/w> <\|startoftext\|>” of the text “a”, which should begin with <\|startoftext\|> and end with <\|endoftext\|>\.$/u,
    ],
    ['a start alone', changed(template(startToken, null)), /should begin with/u],
    ['an end alone', changed(template(null, endToken)), /should begin with/u],
    ['two ends', changed(template(startToken, null, endToken, endToken)), /should begin with/u],
    ['start for both', changed(roberta([startToken, start], [startToken, start])), /should begin with/u],
    ['no ends of words', withModel({ end_of_word_suffix: null }), /splits texts in another way than CLIP/u],
    ['no splitting into words', changed({ pre_tokenizer: split }), /splits texts in another way than CLIP/u],
    [
      'a space before each text',
      changed({ pre_tokenizer: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true } }),
      /splits texts in another way than CLIP/u,
    ],
    [
      'no start and end in its vocabulary',
      JSON.stringify({
        ...file,
        added_tokens: [],
        post_processor: null,
        model: { ...model, vocab: Object.fromEntries(Object.entries(model.vocab).filter(([, id]) => id < start)) },
      }),
      'textual/tokenizer.json has no <|startoftext|> and <|endoftext|>.',
    ],
    [
      'words of another kind',
      changed({
        model: { type: 'WordPiece', unk_token: '[UNK]', vocab: { a: 0, '[UNK]': 1 }, continuing_subword_prefix: '##' },
      }),
      "textual/tokenizer.json is of the type WordPiece; CLIP's is BPE with a list of merges.",
    ],
  ])('are refused with %s', (_, json, message) => {
    expect(() => createTokenizer(json, '{}')).toThrow(
      expect.objectContaining({
        code: 'bundle-file-broken',
        message: typeof message === 'string' ? message : expect.stringMatching(message),
      }),
    );
  });

  it('are refused where the vocabulary lacks a byte, for which the end would stand', () => {
    const { vocab } = model;
    const json = withModel({
      vocab: Object.fromEntries(Object.entries(vocab).filter(([token]) => !/^z(<\/w>)?$/u.test(token))),
    });
    const tokenizer = createTokenizer(json, '{}');
    expect(tokenizer.encode(text)).toEqual(right);
    expect(() => tokenizer.encode('a zebra')).toThrow(
      expect.objectContaining({
        message: 'The vocabulary of textual/tokenizer.json lacks a part of the prompt “a zebra”.',
      }),
    );
  });

  it('keep the end token of a text that spells it, as in clip.tokenize', () => {
    const tokenizer = createTokenizer(JSON.stringify(file), '{}');
    expect(tokenizer.encode('a <|endoftext|>')).toEqual([...tokenizer.encode('a').slice(0, -1), end, end]);
  });

  it('are refused beyond the context and for nothing, not cut', () => {
    const tokenizer = createTokenizer(JSON.stringify(file), '{}', 6);
    expect(() => tokenizer.encode('! ! ! ! !')).toThrow(
      expect.objectContaining({
        code: 'prompt-too-long',
        message: 'The prompt has 5 tokens; the text encoder reads 4.',
      }),
    );
    expect(tokenizer.encode('! ! ! !')).toHaveLength(6);
    for (const nothing of ['', ' \t\n', '\u0007', '&nbsp;', '\ufeff'])
      expect(() => tokenizer.encode(nothing)).toThrow(expect.objectContaining({ code: 'empty-prompt' }));
  });
});

describe('with the public vocabulary', async () => {
  const { tokenizerJson, tokenizerConfigJson } = await bundleTokenizer(bundleFiles([]), '', 49_408).read();
  const clip = createTokenizer(tokenizerJson, tokenizerConfigJson);
  it.each<[string, string, string]>([
    ['ligatures', 'ﬁsh in ﬂight', 'fish in flight'],
    ['curly quotes', 'isn’t “fog”', 'isn\'t "fog"'],
    ['entities', '&quot;rain&quot; &amp; fog &#38; snow', '"rain" & fog & snow'],
    ['full width', 'ＦＯＧ　ｎｉｇｈｔ', 'fog night'],
    ['control characters', 'r\u0000ai\u0008n\u001b[2J', 'rain'],
    ['mojibake', 'cafÃ© â€” naÃ¯ve', 'café — naïve'],
    ['spaces and case', '\u00a0A  Foggy\r\nNIGHT\u3000', 'a foggy night'],
    ['composed letters', 'cafe\u0301', 'café'],
  ])('%s are those of the repaired text', (_, typed, meant) => {
    expect(clip.encode(typed)).toEqual(clip.encode(meant));
  });

  it.each<[string, readonly number[]]>([
    ['a photo of a cat', [49406, 320, 1125, 539, 320, 2368, 49407]],
    ['Hello  World!', [49406, 3306, 1002, 256, 49407]],
  ])('%s has OpenAI’s ids', (typed, ids) => {
    expect(clip.encode(typed)).toEqual(ids);
  });

  it('other scripts and pictures keep their bytes', () => {
    for (const typed of ['雨の夜', '下雨的夜晚', '🌧️ night 😀', '👩‍👩‍👧', 'дождь']) {
      const ids = clip.encode(typed);
      expect([ids[0], ids.at(-1)]).toEqual([49406, 49407]);
      expect(ids.slice(1, -1).every((id) => id < 49406)).toBe(true);
    }
  });

  it('the file that is written from merges alone is CLIP’s', () => {
    const own = createTokenizer(clipTokenizerJson(model.merges), '{}');
    expect(own.encode(text)).toEqual(right);
  });
});
