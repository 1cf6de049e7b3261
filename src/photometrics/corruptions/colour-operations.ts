import type { RgbImage } from '../../geometry/rgb-image';
import { roundByte } from './round-byte';

/** HSV's value plus `more` (a share of white), hue and saturation kept; black becomes grey. */
export function brighten(image: RgbImage, more: number): RgbImage {
  return eachPixel(image, (r, g, b) => {
    const value = Math.max(r, g, b);
    const wanted = Math.min(255, value + 255 * more);
    if (value === 0) return [wanted, wanted, wanted];
    const factor = wanted / value;
    return [r * factor, g * factor, b * factor];
  });
}

/** HSV's saturation times `factor` plus `more`, within 0 and 1, hue and value kept; the hue of grey is red, as skimage's `rgb2hsv` has it. */
export function saturate(image: RgbImage, factor: number, more: number): RgbImage {
  return eachPixel(image, (r, g, b) => {
    const value = Math.max(r, g, b);
    const chroma = value - Math.min(r, g, b);
    const wanted = (saturation: number) => Math.min(1, Math.max(0, saturation * factor + more));
    if (chroma === 0) {
      const rest = value * (1 - wanted(0));
      return [value, rest, rest];
    }
    const stretch = (wanted(chroma / value) * value) / chroma;
    return [value - (value - r) * stretch, value - (value - g) * stretch, value - (value - b) * stretch];
  });
}

/** The distance of each value from the mean of its channel, times `factor`. */
export function reduceContrast(image: RgbImage, factor: number): RgbImage {
  const sums = [0, 0, 0];
  for (let at = 0; at < image.data.length; at++) sums[at % 3]! += image.data[at]!;
  const [red, green, blue] = sums.map((sum) => sum / (image.data.length / 3)) as [number, number, number];
  return eachPixel(image, (r, g, b) => [
    red + (r - red) * factor,
    green + (g - green) * factor,
    blue + (b - blue) * factor,
  ]);
}

type Colour = readonly [red: number, green: number, blue: number];

function eachPixel(image: RgbImage, change: (...colour: Colour) => Colour): RgbImage {
  const data = new Uint8Array(image.data.length);
  for (let at = 0; at < data.length; at += 3) {
    const changed = change(image.data[at]!, image.data[at + 1]!, image.data[at + 2]!);
    for (let channel = 0; channel < 3; channel++) data[at + channel] = roundByte(changed[channel]!);
  }
  return { ...image, data };
}
