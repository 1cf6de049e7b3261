import { beforeAll, describe, expect, test } from 'vitest';
import { tinyFile } from './testing';
import { type TextEncoder, createTextEncoder } from './text-encoder';

const utf8 = (path: string): string => new globalThis.TextDecoder().decode(tinyFile(path));
const recorded = JSON.parse(utf8('goldens/text.json')) as { text: string; tokens: number[]; embedding: number[] }[];
const fitting = recorded.filter(({ tokens }) => tokens.length < 77);

describe('text encoder', () => {
  let encoder: TextEncoder;
  beforeAll(async () => {
    encoder = await createTextEncoder(
      tinyFile('textual/model.onnx'),
      utf8('textual/tokenizer.json'),
      utf8('textual/tokenizer_config.json'),
    );
  });

  test('tokens and unit embeddings are those of torch', async () => {
    const encoded = await encoder.embed(fitting.map(({ text }) => text));
    encoded.forEach(({ tokens, embedding }, row) => {
      expect(tokens).toEqual(fitting[row]?.tokens);
      expect(
        Math.max(...embedding.map((value, i) => Math.abs(value - (fitting[row]?.embedding[i] as number)))),
      ).toBeLessThan(1e-5);
      expect(Math.hypot(...embedding)).toBeCloseTo(1, 6);
    });
  });

  test('case and spaces do not matter', () => {
    expect(encoder.tokenizer.encode('  A photo\n of a  CAR ')).toEqual(encoder.tokenizer.encode('a photo of a car'));
  });

  test.each([
    ['', 'empty-prompt'],
    [' \t\n', 'empty-prompt'],
    ['x'.repeat(10_001), 'prompt-too-long'],
    ['fog '.repeat(100), 'prompt-too-long'],
  ])('refuses %j', async (text, code) => {
    await expect(encoder.embed(['a car', text])).rejects.toMatchObject({ code });
  });

  test('a text beyond the context is refused, where CLIP would cut it', async () => {
    const long = recorded.find(({ tokens }) => tokens.length === 77);
    await expect(encoder.embed([long?.text ?? ''])).rejects.toMatchObject({ code: 'prompt-too-long' });
  });
});

test('a broken text tower or tokenizer is named', async () => {
  const tokenizer = utf8('textual/tokenizer.json');
  await expect(createTextEncoder(tinyFile('textual/model.onnx').slice(0, 5000), tokenizer, '{}')).rejects.toMatchObject(
    { code: 'bundle-file-broken' },
  );
  await expect(createTextEncoder(tinyFile('textual/model.onnx'), tokenizer.slice(0, 99), '{}')).rejects.toMatchObject({
    code: 'bundle-file-broken',
  });
  await expect(createTextEncoder(tinyFile('visual/model.onnx'), tokenizer, '{}')).rejects.toMatchObject({
    code: 'bundle-mismatch',
  });
});
