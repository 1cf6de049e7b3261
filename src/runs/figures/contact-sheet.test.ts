import { inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { readSvgMetadata } from '../../formats/figures/svg';
import type { RgbImage } from '../../geometry/rgb-image';
import { identityTransform, transformOf } from '../../photometrics/parameters';
import type { Policy } from '../../photometrics/policy';
import { contactSheet } from './contact-sheet';

const image: RgbImage = { width: 4, height: 2, data: Uint8Array.from({ length: 24 }, (_, at) => 10 * at) };
const weighted = (weight: number, parameters: Parameters<typeof transformOf>[0]) => ({
  weight,
  score: 0.4,
  leastStrength: 0.2,
  transform: { kind: 'photometric' as const, parameters: transformOf(parameters) },
});
const policy: Policy = {
  model: null,
  sourcePrompt: 'a day',
  probability: 0.5,
  strengthLaw: 'uniform-from-least',
  prompts: [
    {
      text: 'night',
      confidence: 0.41,
      transforms: [weighted(0.7, { exposure: 0.25 }), weighted(0.3, { saturation: 0 })],
    },
    {
      text: 'a cat',
      confidence: null,
      transforms: [
        { weight: 1, score: null, leastStrength: 0, transform: { kind: 'photometric', parameters: identityTransform } },
      ],
    },
  ],
};

/** Pixels of the PNGs in a figure; each row of theirs is the difference to the one above. */
function pictures(svg: string): number[][] {
  return [...svg.matchAll(/base64,([^"]*)"/gu)].map(([, text = '']) => {
    const png = Buffer.from(text, 'base64');
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    expect([png.readUInt32BE(16), png.readUInt32BE(20), rows.length]).toEqual([4, 2, 26]);
    const first = [...rows.subarray(1, 13)];
    return [...first, ...[...rows.subarray(14)].map((byte, i) => (byte + first[i]!) % 256)];
  });
}

it('shows the source image and the heaviest transforms of each prompt, with what they are', () => {
  const svg = contactSheet({
    policy,
    image,
    imageName: 'street.png',
    modelName: 'small',
    threshold: 0.23,
    strength: 0.5,
    transforms: 4,
    about: { seed: 1 },
  });
  const [source, dark, grey, again, unchanged, ...more] = pictures(svg);
  expect(more).toEqual([]);
  expect(source).toEqual([...image.data]);
  expect(again).toEqual(source);
  expect(unchanged).toEqual(source);
  // Half of a quarter in factors is a half in linear light: 230 → 255 · (½ · (230 / 255)^2.2)^(1 / 2.2).
  expect(dark!.at(-1)).toBe(Math.round(255 * (0.5 * (230 / 255) ** 2.2) ** (1 / 2.2)));
  // Half the colour is left: 10 and 20 beside 0 have a grey of 8.
  expect(grey!.slice(0, 3)).toEqual([4, 9, 14]);
  for (const text of [
    '“night” · confidence 0.41, needed 0.23',
    '“a cat” · pictures stay as they are',
    'score 0.40 · weight 70 %',
    'exposure\u00a0×\u00a00.5',
    'small · source prompt “a day” · family photometrics-1',
  ])
    expect(svg).toContain(`>${text}</text>`);
  expect(readSvgMetadata(svg)).toEqual({ seed: 1 });
});
