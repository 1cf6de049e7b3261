import type { RgbImage } from '../../geometry/rgb-image';
import { blurFixed } from '../blur';
import { fixedBytes, fixedPixels } from '../fixed-image';
import { levels, normalLevels } from '../normal-levels';
import { pixelWords } from '../normal-noise';
import type { Night, NightStep, Rectangle } from './weather';

/** The short side in whose pixels lengths are given: 2PCNet's images are about as large, as those of the corruptions are. A choice. */
const referenceSide = 600;

/** The image after all steps. Between them values are bytes, cut off to whole ones as in `night_aug.py`. */
export function darken(image: RgbImage, { steps }: Night): RgbImage {
  const pixel = Math.min(image.width, image.height) / referenceSide;
  let current = image;
  let beforeTones = image;
  for (const step of steps) {
    current = { ...image, data: after(current, step, beforeTones, pixel) };
    if (step.kind === 'blur') beforeTones = current;
  }
  return current;
}

function after(image: RgbImage, step: NightStep, beforeTones: RgbImage, pixel: number): Uint8Array {
  switch (step.kind) {
    case 'blur': {
      const blurred = fixedPixels(image.data);
      blurFixed(blurred, image.width, image.height, step.deviation * pixel);
      return fixedBytes(blurred);
    }
    case 'gamma':
      return toned(image, step.kept, (value) => 255.999 * (value / 255) ** step.amount);
    case 'brightness':
      return toned(image, step.kept, (value) => step.amount * value);
    case 'contrast': {
      const rest = (1 - step.amount) * meanGrey(image.data);
      return toned(image, step.kept, (value) => step.amount * value + rest);
    }
    case 'restore':
      return withRectangles(image.data.slice(), beforeTones, step.kept);
    case 'glare':
      return glaring(image, step.centre, step.deviation * pixel);
    case 'noise':
      return noisy(image.data, step.deviation, step.seed);
    default:
      return step satisfies never;
  }
}

/** The image under a tone curve, with rectangles as they were. */
function toned(image: RgbImage, kept: readonly Rectangle[], curve: (value: number) => number): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, value) => curve(value));
  const data = new Uint8Array(image.data.length);
  for (let at = 0; at < data.length; at++) data[at] = table[image.data[at]!]!;
  return withRectangles(data, image, kept);
}

/** Copies rectangles of an image into the pixels of another one. */
function withRectangles(pixels: Uint8Array, { width, height, data }: RgbImage, kept: readonly Rectangle[]): Uint8Array {
  for (const { rows, columns } of kept) {
    const [top, bottom] = rows.map((share) => Math.floor(share * height)) as [number, number];
    const [left, right] = columns.map((share) => Math.floor(share * width)) as [number, number];
    if (right <= left) continue;
    for (let y = top; y < bottom; y++) {
      const start = 3 * (y * width + left);
      pixels.set(data.subarray(start, 3 * (y * width + right)), start);
    }
  }
  return pixels;
}

/** Mean of torchvision's grey, which is cut off to whole values. */
function meanGrey(data: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 3)
    sum += Math.floor(0.2989 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!);
  return sum / (data.length / 3);
}

/** A white spot: x + (255 − x)·k, k a Gaussian around the centre with 1 in the middle. */
function glaring(
  { width, height, data }: RgbImage,
  [row, column]: readonly [number, number],
  deviation: number,
): Uint8Array {
  const gaussian = (length: number, centre: number) =>
    Float64Array.from({ length }, (_, at) => Math.exp((-0.5 * (at - centre) ** 2) / deviation ** 2));
  const down = gaussian(height, Math.floor(row * height));
  const across = gaussian(width, Math.floor(column * width));
  const pixels = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 3) {
      const share = down[y]! * across[x]!;
      for (let i = at; i < at + 3; i++) pixels[i] = data[i]! + (255 - data[i]!) * share;
    }
  return pixels;
}

/** Adds the positive half of normal noise. */
function noisy(data: Uint8Array, deviation: number, seed: number): Uint8Array {
  const words = pixelWords(data.length / 3, seed);
  const added = normalLevels.map((level) => Math.max(0, level * deviation));
  const pixels = new Uint8Array(data.length);
  for (let pixel = 0, at = 0; at < data.length; pixel++, at += 3) {
    const word = words[pixel]!;
    for (let channel = 0; channel < 3; channel++) {
      const draw = (word >>> (10 * channel)) & (levels - 1);
      pixels[at + channel] = Math.min(255, data[at + channel]! + added[draw]!);
    }
  }
  return pixels;
}
