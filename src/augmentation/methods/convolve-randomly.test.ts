import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { convolveRandomly, type RandomConvolution } from './convolve-randomly';

interface Golden {
  readonly width: number;
  readonly height: number;
  readonly image: readonly number[];
  readonly cases: readonly (RandomConvolution & { readonly result: readonly number[] })[];
}

// Made with PyTorch's conv2d by goldens/randconv.py.
const golden = JSON.parse(readFileSync(new URL('goldens/randconv.json', import.meta.url), 'utf8')) as Golden;
const image: RgbImage = { ...golden, data: Uint8Array.from(golden.image) };

test.each(golden.cases.map((one) => [one.side, one.share, one] as const))(
  'PyTorch has the same bytes with %i × %i weights',
  (_, __, { result, ...convolution }) => {
    expect([...convolveRandomly(image, convolution).data]).toEqual(result);
  },
);

test('a share of 0 leaves every byte as it is', () => {
  const all = { width: 16, height: 16, data: Uint8Array.from({ length: 768 }, (_, at) => at % 256) };
  const weights = Array.from({ length: 81 }, (_, at) => (at % 7) - 3);
  expect(convolveRandomly(all, { side: 3, weights, share: 0 }).data).toEqual(all.data);
});
