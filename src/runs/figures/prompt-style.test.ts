import { expect, test } from 'vitest';
import { maxTargetPrompts } from '../../method/prompt-limits';
import { promptStyle } from './prompt-style';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** Linear RGB as eyes without one kind of cones see it: Machado, Oliveira and Fernandes 2009, severity 1. */
const eyes: Readonly<Record<string, Matrix>> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
};
/** Linear sRGB to XYZ, divided by the white of D65. */
const toXyz: Matrix = [
  [0.4339, 0.3762, 0.1899],
  [0.2127, 0.7152, 0.0722],
  [0.0177, 0.1095, 0.8728],
];

const times = (matrix: Matrix, [x, y, z]: Triple): Triple => {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
};

function linear(colour: string): Triple {
  const part = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function lab(rgb: Triple): Triple {
  const curve = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const clipped = rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple;
  const [x, y, z] = times(toXyz, clipped);
  return [116 * curve(y) - 16, 500 * (curve(x) - curve(y)), 200 * (curve(y) - curve(z))];
}

const styles = Array.from({ length: maxTargetPrompts }, (_, at) => promptStyle(at));
const pairs = styles.flatMap((one, at) => styles.slice(at + 1).map((other) => [one, other] as const));

test.each(Object.entries(eyes))('with %s no two prompts look alike: another inset, or a colour far away', (_, eye) => {
  for (const [one, other] of pairs) {
    if (one.inset !== other.inset) continue;
    const [a, b] = [one, other].map(({ colour }) => lab(times(eye, linear(colour))));
    expect(Math.hypot(...a!.map((value, i) => value - b![i]!)), `${one.colour} ${other.colour}`).toBeGreaterThan(35);
  }
});

test('every colour stands out from the light and the dark ground by 3 : 1', () => {
  const luminance = (colour: string) => times(toXyz, linear(colour))[1];
  for (const ground of ['#f5f5f2', '#111315'])
    for (const { colour } of styles) {
      const [dark, light] = [luminance(ground), luminance(colour)].toSorted((a, b) => a - b);
      expect((light! + 0.05) / (dark! + 0.05), `${colour} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
});

test('few prompts have whole marks', () => {
  expect(new Set(styles.slice(0, 5).map(({ inset }) => inset))).toEqual(new Set(['whole']));
});
