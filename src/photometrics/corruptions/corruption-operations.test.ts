import { describe, expect, test } from 'vitest';
import type { RgbImage } from '../../geometry/rgb-image';
import { mean, variance } from '../../math/statistics';
import { corruptionNames, type CorruptionName, type Severity } from './corruption-names';
import { applyCorruption } from './corruption-operations';

const even = (value: number, width = 120, height = 80): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).fill(value),
});
const under = (image: RgbImage, name: CorruptionName, severity: Severity, seed = 1) =>
  applyCorruption(image, name, severity, seed).data;

/** A white dot in the middle of black; its short side says what a radius is. */
const [width, height] = [101, 600];
function dot(): RgbImage {
  const image = even(0, width, height);
  image.data.fill(255, (300 * width + 50) * 3, (300 * width + 50) * 3 + 3);
  return image;
}

/** Mass, mean and variance along x and y of an image's red. */
function moments(data: Uint8Array) {
  const [xs, ys, weights]: [number[], number[], number[]] = [[], [], []];
  for (let pixel = 0; pixel < width * height; pixel++) {
    const weight = data[3 * pixel]!;
    if (weight === 0) continue;
    xs.push(pixel % width);
    ys.push(Math.floor(pixel / width));
    weights.push(weight);
  }
  const mass = weights.reduce((sum, weight) => sum + weight, 0);
  const about = (values: number[], centre: number, power: number) =>
    values.reduce((sum, value, at) => sum + weights[at]! * (value - centre) ** power, 0) / mass;
  const [x, y] = [about(xs, 0, 1), about(ys, 0, 1)];
  return { mass, x, y, varianceX: about(xs, x, 2), varianceY: about(ys, y, 2) };
}

test.each(corruptionNames)('%s: severity 0 is the identity, the size stays, and one seed gives one picture', (name) => {
  const image = { width: 40, height: 30, data: Uint8Array.from({ length: 3600 }, (_, i) => (i * 29) % 256) };
  expect(under(image, name, 0)).toEqual(image.data);
  for (const severity of [1, 5] as const) {
    expect(under(image, name, severity, 4)).toHaveLength(3600);
    expect(under(image, name, severity, 4)).toEqual(under(image, name, severity, 4));
  }
  const noisy = /Noise|motion/u.test(name);
  if (noisy) expect(under(image, name, 5, 4)).not.toEqual(under(image, name, 5, 5));
  else expect(under(image, name, 5, 4)).toEqual(under(image, name, 5, 5));
});

describe('noise by its definition', () => {
  test('Gaussian: deviation 0.08 of white', () => {
    const values = under(even(128), 'gaussianNoise', 1);
    expect(mean(values)).toBeCloseTo(128, 0);
    expect(Math.sqrt(variance(values)) / 255).toBeCloseTo(0.08, 2);
  });

  test('shot: mean kept, variance x / photons', () => {
    const values = Float64Array.from(under(even(102), 'shotNoise', 1), (value) => value / 255);
    expect(mean(values)).toBeCloseTo(0.4, 2);
    expect(variance(values)).toBeCloseTo(0.4 / 60, 3);
    expect(under(even(0), 'shotNoise', 5).every((value) => value === 0)).toBe(true);
  });

  test('impulse: 0.27 of the values, half black and half white', () => {
    const values = [...under(even(128), 'impulseNoise', 5)];
    const share = (wanted: number) => values.filter((value) => value === wanted).length / values.length;
    expect(share(0)).toBeCloseTo(0.135, 2);
    expect(share(255)).toBeCloseTo(0.135, 2);
    expect(share(128)).toBeCloseTo(0.73, 2);
  });

  test('speckle: deviation 0.15 of the value', () => {
    expect(Math.sqrt(variance(under(even(100), 'speckleNoise', 1)))).toBeCloseTo(15, 0);
    expect(Math.sqrt(variance(under(even(20), 'speckleNoise', 1)))).toBeCloseTo(3, 0);
  });
});

describe('blur by its definition', () => {
  test('Gaussian: deviation in pixels of a short side of 600', () => {
    const line = even(0, 601, 600);
    for (let y = 0; y < 600; y++) line.data.fill(255, (y * 601 + 300) * 3, (y * 601 + 301) * 3);
    const row = under(line, 'gaussianBlur', 3).slice(300 * 601 * 3, 301 * 601 * 3);
    let [mass, square] = [0, 0];
    for (let x = 0; x < 601; x++) {
      mass += row[3 * x]!;
      square += row[3 * x]! * (x - 300) ** 2;
    }
    expect(Math.sqrt(square / mass)).toBeCloseTo(3, 1);
  });

  test('a disc of radius r has the variance r²/4 on each axis', () => {
    const { x, y, varianceX, varianceY } = moments(under(dot(), 'defocusBlur', 5));
    const radius = (10 * width) / 600;
    expect(x).toBeCloseTo(50, 6);
    expect(y).toBeCloseTo(300, 6);
    // A pixel adds its own 1/12; the far ones round to black.
    expect(Math.abs(varianceX - radius ** 2 / 4 - 1 / 12)).toBeLessThan(0.08);
    expect(Math.abs(varianceY - radius ** 2 / 4 - 1 / 12)).toBeLessThan(0.08);
  });

  test('motion draws a dot out to one side, within 45° of level', () => {
    for (const seed of [1, 2, 3]) {
      const { x, y } = moments(under(dot(), 'motionBlur', 5, seed));
      expect(50 - x).toBeGreaterThan(0.5);
      expect(Math.abs(y - 300)).toBeLessThanOrEqual(50 - x + 0.5);
    }
  });

  test.each(['gaussianBlur', 'defocusBlur', 'motionBlur', 'pixelate', 'jpeg'] as const)(
    '%s keeps an even image',
    (name) => {
      expect([...new Set(under(even(128, 33, 21), name, 3))]).toEqual([128]);
    },
  );
});

test('brightness adds to HSV’s value, contrast draws to the mean of each channel', () => {
  const pair: RgbImage = { width: 2, height: 1, data: Uint8Array.of(100, 50, 0, 200, 50, 40) };
  expect([...under(pair, 'brightness', 2)].slice(0, 3)).toEqual([151, Math.round(50 * 1.51), 0]);
  expect([...under(pair, 'contrast', 1)]).toEqual([130, 50, 12, 170, 50, 28]);
});

test('pixelate at a scale of a half gives the means of two by two', () => {
  const data = Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => 4 * Math.floor(i / 3));
  const grey = [...under({ width: 4, height: 4, data }, 'pixelate', 2)].filter((_, i) => i % 3 === 0);
  expect(grey.slice(0, 8)).toEqual([10, 10, 18, 18, 10, 10, 18, 18]);
});
