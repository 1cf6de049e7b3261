import { describe, expect, test } from 'vitest';
import {
  clipPreprocessing,
  normalisePixels,
  parsePreprocessing,
  preprocessImage,
  resizedAndCropped,
} from './preprocess';
import { cropBilinear, resizeAntialiased, roundHalfEven } from './pillow-resize';
import { formulaImage, goldens, tinyFile } from '../testing';

describe('preprocessing', () => {
  test.each(['37x53', '150x90'])('resizes and crops %s as Pillow does, bit for bit', async (name) => {
    const arrays = await goldens('preprocess');
    const input = await arrays(`image_${name}`);
    const image = {
      height: input.shape[0] as number,
      width: input.shape[1] as number,
      data: Uint8Array.from(input.data),
    };
    const expected = Uint8Array.from((await arrays(`result_${name}`)).data);
    expect(resizedAndCropped(image, clipPreprocessing(64)).data).toEqual(expected);
  });

  test('normalises as torch does', async () => {
    const image = formulaImage(0, 64, 64);
    const { data } = await goldens('visual').then((arrays) => arrays('input'));
    const firstPixel = [0, 1, 2].map((channel) => data[channel * 64 * 64]);
    expect([...preprocessImage(image, clipPreprocessing(64)).subarray(0, 3)]).toEqual(firstPixel);
  });

  test('reads the file of the bundle', () => {
    const json = new TextDecoder().decode(tinyFile('visual/preprocess_cfg.json'));
    expect(parsePreprocessing(json, 64)).toEqual(clipPreprocessing(64));
    expect(parsePreprocessing('{}', 64)).toEqual(clipPreprocessing(64));
    expect(() => parsePreprocessing(json, 96)).toThrow('takes 96');
    expect(() => parsePreprocessing('{"mean": [1]}', 96)).toThrow('three numbers');
    expect(() => parsePreprocessing('nothing', 96)).toThrow('not valid JSON');
    expect(() => parsePreprocessing('{"interpolation": "random"}', 96)).toThrow('random');
  });

  test('normalises each channel with its own constants', () => {
    const pixels = normalisePixels(Uint8Array.of(0, 128, 255), { mean: [0, 0.5, 1], std: [1, 2, 4] });
    expect([...pixels]).toEqual([0, Math.fround(Math.fround(Math.fround(128 / 255) - 0.5) / 2), 0]);
  });
});

describe('resizing', () => {
  test('keeps a constant image constant', () => {
    const grey = { width: 13, height: 9, data: new Uint8Array(13 * 9 * 3).fill(77) };
    for (const filter of ['bilinear', 'bicubic'] as const) {
      expect(new Set(resizeAntialiased(grey, 31, 4, filter).data)).toEqual(new Set([77]));
    }
  });

  test('an unchanged size copies, and flips where asked', () => {
    const image = formulaImage(1, 5, 4);
    expect(cropBilinear(image, { x: 0, y: 0, width: 5, height: 4 }, 5, 4)).toEqual(image.data);
    const flipped = cropBilinear(image, { x: 1, y: 2, width: 3, height: 1, flip: true }, 3, 1);
    const at = (x: number): number[] => [...image.data.subarray((2 * 5 + x) * 3, (2 * 5 + x) * 3 + 3)];
    expect([...flipped]).toEqual([...at(3), ...at(2), ...at(1)]);
  });

  test('doubles with half-pixel centres: 0, 100 becomes 0, 25, 75, 100', () => {
    const pair = { width: 2, height: 1, data: Uint8Array.of(0, 0, 0, 100, 100, 100) };
    expect([...cropBilinear(pair, { x: 0, y: 0, width: 2, height: 1 }, 4, 1)].filter((_, i) => i % 3 === 0)).toEqual([
      0, 25, 75, 100,
    ]);
  });

  test('refuses a window outside the image', () => {
    expect(() => cropBilinear(formulaImage(0, 8, 8), { x: 4, y: 0, width: 5, height: 2 }, 2, 2)).toThrow(RangeError);
  });

  test('rounds ties to even', () => {
    expect([0.5, 1.5, 2.5, 2.4, 2.6].map(roundHalfEven)).toEqual([0, 2, 2, 2, 3]);
  });
});
