import { beforeAll, describe, expect, test } from 'vitest';
import { tinyFile, tinyText, tinyTextTower } from '../testing';
import { type TextEncoder, createTextEncoder } from './text-encoder';

const recorded = JSON.parse(tinyText('goldens/text.json')) as { text: string; tokens: number[]; embedding: number[] }[];
const fitting = recorded.filter(({ tokens }) => tokens.length < 77);

describe('text encoder', () => {
  let encoder: TextEncoder;
  beforeAll(async () => {
    encoder = await createTextEncoder(tinyTextTower());
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
  const cut = new Uint8Array(tinyFile('textual/model.onnx').slice(0, 5000));
  await expect(createTextEncoder(tinyTextTower(cut))).rejects.toMatchObject({ code: 'bundle-file-broken' });
  const tokenizer = { ...tinyTextTower(), tokenizerJson: tinyText('textual/tokenizer.json').slice(0, 99) };
  await expect(createTextEncoder(tokenizer)).rejects.toMatchObject({ code: 'bundle-file-broken' });
  const visual = tinyTextTower(new Uint8Array(tinyFile('visual/model.onnx')));
  await expect(createTextEncoder(visual)).rejects.toMatchObject({ code: 'bundle-mismatch' });
});
