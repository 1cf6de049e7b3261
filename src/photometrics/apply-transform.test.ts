import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RgbImage } from '../geometry/rgb-image';
import { applyTransform } from './apply-transform';
import { identityTransform, parameterNames, parameters, type PhotometricTransform, transformOf } from './parameters';
import { atStrength } from './strength';

/** A picture with every level, by a formula. */
function formulaPicture(width: number, height: number): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37 + Math.floor(i / 7) * 11) % 256);
  return { width, height, data };
}

const onePixel = (...values: number[]): RgbImage => ({ width: 1, height: 1, data: Uint8Array.from(values) });
const pixelUnder = (image: RgbImage, changed: Partial<PhotometricTransform>) => [
  ...applyTransform(image, transformOf(changed), 1).data,
];

const anyTransform = fc.record(
  Object.fromEntries(
    parameterNames.map((name) => [
      name,
      fc.double({ min: parameters[name].low, max: parameters[name].high, noNaN: true }),
    ]),
  ) as Record<keyof PhotometricTransform, fc.Arbitrary<number>>,
);

describe('the identity', () => {
  test('gives any image bit for bit', () => {
    const size = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(size, size, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, stream) => {
        const values = [...stream.take(width * height * 3)];
        const image = { width, height, data: Uint8Array.from(values) };
        expect([...applyTransform(image, identityTransform, 3).data]).toEqual(values);
      }),
    );
  });

  test('is any transform at no strength, and the transform itself is at full strength', () => {
    const picture = formulaPicture(23, 11);
    fc.assert(
      fc.property(anyTransform, (transform) => {
        expect(applyTransform(picture, atStrength(transform, 0), 5).data).toEqual(picture.data);
        expect(atStrength(transform, 1)).toEqual(transform);
      }),
    );
  });
});

test('a half of a strength taken twice in factors is the whole', () => {
  const dark = transformOf({ exposure: 0.25, gamma: 9 / 4, contrast: 0.5, blur: 2, airLight: 0.9 });
  const half = atStrength(dark, 0.5);
  expect(half.exposure).toBeCloseTo(0.5, 12);
  expect(half.gamma).toBeCloseTo(1.5, 12);
  expect(half.contrast).toBeCloseTo(0.75, 12);
  expect(half.blur).toBe(1);
  expect(half.airLight).toBe(0.9);
});

// The definitions of docs/photometrics.md, by hand.
describe('one parameter alone', () => {
  test('exposure multiplies linear light, and white stays white', () => {
    expect(pixelUnder(onePixel(200, 100, 255), { exposure: 0.5 })).toEqual([
      Math.round(200 * 0.5 ** (1 / 2.2)),
      Math.round(100 * 0.5 ** (1 / 2.2)),
      Math.round(255 * 0.5 ** (1 / 2.2)),
    ]);
    expect(pixelUnder(onePixel(250, 255, 0), { exposure: 4 })).toEqual([255, 255, 0]);
  });

  test('gains keep the luminance of grey', () => {
    const [r, g, b] = pixelUnder(onePixel(120, 120, 120), { redGain: 1.5, blueGain: 0.7 }) as [number, number, number];
    const light = (value: number) => (value / 255) ** 2.2;
    expect(0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b)).toBeCloseTo(light(120), 2);
    expect(light(r) / light(g)).toBeCloseTo(1.5, 1);
    expect(light(b) / light(g)).toBeCloseTo(0.7, 1);
  });

  test('gamma is an exponent of the encoded value', () => {
    expect(pixelUnder(onePixel(128, 64, 255), { gamma: 2 })).toEqual([
      Math.round(128 ** 2 / 255),
      Math.round(64 ** 2 / 255),
      255,
    ]);
  });

  test('contrast draws towards the mean grey of the image', () => {
    const two: RgbImage = { width: 2, height: 1, data: Uint8Array.of(40, 40, 40, 200, 200, 200) };
    expect(pixelUnder(two, { contrast: 0.25 })).toEqual([100, 100, 100, 140, 140, 140]);
  });

  test('saturation 0 is the grey of Rec. 601', () => {
    const grey = Math.round(0.299 * 200 + 0.587 * 50 + 0.114 * 10);
    expect(pixelUnder(onePixel(200, 50, 10), { saturation: 0 })).toEqual([grey, grey, grey]);
  });

  test('air light covers what is above the horizon by 1 − e^(−β), and less of the road the closer it is', () => {
    const black: RgbImage = { width: 1, height: 10, data: new Uint8Array(30) };
    const rows = pixelUnder(black, { airDensity: 1, airLight: 1, horizon: 0.5 });
    expect(rows[0]).toBe(Math.round(255 * (1 - Math.exp(-1))));
    expect(rows[3 * 4]).toBe(rows[0]);
    expect(rows[3 * 9]).toBe(Math.round(255 * (1 - Math.exp(-0.05 / 0.45))));
    expect(rows[3 * 7]).toBeGreaterThan(rows[3 * 8]!);
  });

  test('blur has its deviation in pixels of a short side of 256, and keeps an even image', () => {
    const [width, height] = [128, 512];
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y++) data.fill(255, (y * width + 62) * 3, (y * width + 66) * 3);
    const line = applyTransform({ width, height, data }, transformOf({ blur: 3 }), 1).data;
    let [sum, square] = [0, 0];
    for (let x = 0; x < width; x++) {
      const value = line[(200 * width + x) * 3]!;
      sum += value;
      square += value * (x - 63.5) ** 2;
    }
    // Four bright columns have a variance of 15/12 of their own; 3 at 256 are 1.5 here.
    expect(Math.sqrt(square / sum - 15 / 12)).toBeCloseTo(1.5, 1);
    const even = { width: 9, height: 5, data: new Uint8Array(135).fill(93) };
    expect(applyTransform(even, transformOf({ blur: 3 }), 1).data).toEqual(even.data);
  });

  test('noise has its deviation, no mean, no bond between channels, and is another one with another seed', () => {
    const grey = { width: 200, height: 100, data: new Uint8Array(60_000).fill(128) };
    const noisy = (seed: number) => applyTransform(grey, transformOf({ noise: 0.05 }), seed).data;
    const values = Float64Array.from(noisy(7), (value) => value - 128);
    const mean = values.reduce((sum, value) => sum + value) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + value * value) / values.length);
    let bond = 0;
    for (let at = 0; at < values.length; at += 3) bond += values[at]! * values[at + 1]!;
    expect(Math.abs(mean)).toBeLessThan(0.2);
    expect(deviation / 255).toBeCloseTo(0.05, 3);
    expect(Math.abs(bond / (values.length / 3) / deviation ** 2)).toBeLessThan(0.03);
    expect(noisy(7)).toEqual(noisy(7));
    expect(noisy(8)).not.toEqual(noisy(7));
  });
});
