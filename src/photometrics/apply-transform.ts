import type { RgbImage } from '../geometry/rgb-image';
import { transmission } from './air-light';
import { blurFixed } from './blur';
import { fixedBytes, fixedWhite } from './fixed-image';
import { noisyBytes } from './normal-noise';
import type { PhotometricTransform } from './parameters';
import { Scratch } from './scratch';
import { grey, toneCurves } from './tone-curves';

/** The image between its colours and its noise. */
const colours = new Scratch((length) => new Uint16Array(length));

/** The short side in whose pixels a blur is given. */
const referenceSide = 256;

/**
 * The image under a transform: tone curves, saturation, air light, blur, noise. Values between the operations have 8.8 bits, and the result is
 * rounded once; the identity gives the image bit for bit. `augment.py` computes the same.
 *
 * @param seed an integer from 0 to 2^53 − 1, of the noise alone
 */
export function applyTransform(image: RgbImage, transform: PhotometricTransform, seed: number): RgbImage {
  const pixels = colourPixels(image, transform);
  const deviation = (transform.blur * Math.min(image.width, image.height)) / referenceSide;
  if (deviation > 0) blurFixed(pixels, image.width, image.height, deviation);
  const data = transform.noise > 0 ? noisyBytes(pixels, transform.noise, seed) : fixedBytes(pixels);
  return { width: image.width, height: image.height, data };
}

/** Tone curves, saturation and air light, as 8.8 bits. */
function colourPixels(image: RgbImage, transform: PhotometricTransform): Uint16Array {
  const { width, height, data } = image;
  const [red, green, blue] = toneCurves(image, transform);
  const clear = transmission(height, transform);
  const { saturation } = transform;
  const light = transform.airLight * fixedWhite;
  // Constants of other modules are read from memory each time; these are not.
  const [redShare, greenShare, blueShare] = grey;
  const white = fixedWhite;
  const clip = (value: number) => (value < 0 ? 0 : value > white ? white : value);
  const pixels = colours.take(data.length);
  for (let y = 0; y < height; y++) {
    const share = clear[y]!;
    const veil = light * (1 - share) + 0.5;
    for (let at = y * width * 3; at < (y + 1) * width * 3; at += 3) {
      const r = red[data[at]!]!;
      const g = green[data[at + 1]!]!;
      const b = blue[data[at + 2]!]!;
      const l = redShare * r + greenShare * g + blueShare * b;
      pixels[at] = clip(l + (r - l) * saturation) * share + veil;
      pixels[at + 1] = clip(l + (g - l) * saturation) * share + veil;
      pixels[at + 2] = clip(l + (b - l) * saturation) * share + veil;
    }
  }
  return pixels;
}
