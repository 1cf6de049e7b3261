import type { Random } from './scene-random';

/** Red, green, blue; 1 is a white surface in full light, display (not linear) scale. */
export type Rgb = readonly [r: number, g: number, b: number];

/** A colour and the plain word for it. */
export interface NamedColour {
  readonly name: string;
  readonly rgb: Rgb;
}

const named = (name: string, r: number, g: number, b: number): NamedColour => ({
  name,
  rgb: [r / 255, g / 255, b / 255],
});

const red = named('red', 200, 38, 40);
const blue = named('blue', 38, 82, 176);
const white = named('white', 236, 236, 232);
const black = named('black', 38, 39, 44);
const grey = named('grey', 124, 128, 134);
const silver = named('silver', 188, 193, 198);
const yellow = named('yellow', 240, 190, 36);
const green = named('green', 44, 122, 74);
const orange = named('orange', 230, 112, 34);
const brown = named('brown', 112, 76, 52);
const pink = named('pink', 224, 120, 152);
const purple = named('purple', 112, 66, 142);
const teal = named('teal', 34, 138, 142);
const beige = named('beige', 208, 188, 152);

/** Paints of each kind of road user; repeated entries are likelier. */
export const palettes = {
  car: [red, red, blue, blue, white, white, black, grey, silver, silver, yellow, green, orange, brown, teal],
  bus: [red, yellow, blue, white, green, orange, teal],
  truck: [white, white, blue, red, green, orange, yellow, grey, brown],
  motor: [red, blue, black, green, orange, yellow, white, teal],
  bike: [red, blue, black, green, orange, yellow, white, purple, teal, pink],
  clothes: [red, blue, white, black, grey, yellow, green, orange, pink, purple, teal, beige, brown],
} as const satisfies Record<string, readonly NamedColour[]>;

/** Colours of trousers, skin and hair. */
export const trouserColours: readonly Rgb[] = [
  [0.16, 0.2, 0.34],
  [0.13, 0.13, 0.16],
  [0.26, 0.3, 0.42],
  [0.42, 0.36, 0.28],
  [0.36, 0.37, 0.4],
  [0.62, 0.56, 0.46],
];
export const skinColours: readonly Rgb[] = [
  [0.94, 0.76, 0.64],
  [0.86, 0.66, 0.52],
  [0.7, 0.5, 0.38],
  [0.5, 0.34, 0.25],
  [0.38, 0.26, 0.2],
];
export const hairColours: readonly Rgb[] = [
  [0.1, 0.08, 0.08],
  [0.26, 0.17, 0.11],
  [0.45, 0.3, 0.16],
  [0.75, 0.6, 0.34],
  [0.55, 0.54, 0.53],
];

/** `a` where t is 0, `b` where t is 1. */
export function mixRgb(a: Rgb, b: Rgb, t: number): Rgb {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Every channel times k. */
export function scaleRgb(a: Rgb, k: number): Rgb {
  return [a[0] * k, a[1] * k, a[2] * k];
}

/** The colour with a slight random change of brightness and hue. */
export function vary(rgb: Rgb, random: Random, amount = 0.06): Rgb {
  const k = 1 + random.range(-amount, amount) * 1.5;
  return [
    Math.min(1, rgb[0] * k + random.range(-amount, amount) * 0.4),
    Math.min(1, rgb[1] * k + random.range(-amount, amount) * 0.4),
    Math.min(1, rgb[2] * k + random.range(-amount, amount) * 0.4),
  ];
}
