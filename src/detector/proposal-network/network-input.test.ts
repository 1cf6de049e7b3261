import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formulaImage } from '../../clip/testing';
import { sha256 } from '../../math/sha256';
import { networkInput } from './network-input';

interface Case {
  readonly width: number;
  readonly height: number;
  /** Of all values, float32 little-endian. */
  readonly sha256: string;
  /** Of each channel the first three. */
  readonly first: readonly number[];
}

const cases = JSON.parse(
  readFileSync(new URL('goldens/network-input.json', import.meta.url), 'utf8'),
) as readonly Case[];

test.each(cases)('an image of $width × $height is what Pillow makes of it, bit for bit', (golden) => {
  const input = networkInput(formulaImage(1, golden.width, golden.height));
  expect([0, 1, 2].flatMap((plane) => [...input.subarray(plane * 640 * 640, plane * 640 * 640 + 3)])).toEqual(
    golden.first,
  );
  expect(sha256([new Uint8Array(input.buffer)])).toBe(golden.sha256);
});
