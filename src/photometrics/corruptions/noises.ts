import type { RgbImage } from '../../geometry/rgb-image';
import { levels, normalLevels } from '../normal-levels';
import { pixelWords } from '../normal-noise';
import { poissonCounts } from './poisson-counts';
import { roundByte } from './round-byte';

/** x becomes x + x · N(0, deviation). */
export function speckleNoise(image: RgbImage, deviation: number, seed: number): RgbImage {
  const factors = normalLevels.map((level) => 1 + deviation * level);
  return eachValue(image, seed, (value, draw) => roundByte(value * factors[draw]!));
}

/** x becomes Poisson(x · photons) / photons, x a share of white. */
export function shotNoise(image: RgbImage, photons: number, seed: number): RgbImage {
  const counts = poissonCounts(photons);
  return eachValue(image, seed, (value, draw) => roundByte((255 * counts[value * levels + draw]!) / photons));
}

/** A share of the values becomes black or white, half of them each; in steps of 1/512. */
export function impulseNoise(image: RgbImage, share: number, seed: number): RgbImage {
  const half = Math.floor((share * levels) / 2 + 0.5);
  return eachValue(image, seed, (value, draw) => (draw < half ? 0 : draw >= levels - half ? 255 : value));
}

/** Each value by itself and its draw, an integer from 0 to 1023. */
function eachValue(image: RgbImage, seed: number, change: (value: number, draw: number) => number): RgbImage {
  const words = pixelWords(image.data.length / 3, seed);
  const data = image.data.map((value, at) => change(value, (words[(at / 3) | 0]! >>> (10 * (at % 3))) & (levels - 1)));
  return { ...image, data };
}
