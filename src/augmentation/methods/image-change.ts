import type { RgbImage } from '../../geometry/rgb-image';
import { transformImage, type ImageTransform } from '../../photometrics/image-transform';
import { makeWeather } from '../../photometrics/weather/make-weather';
import type { Weather } from '../../photometrics/weather/weather';
import { convolveRandomly, type RandomConvolution } from './convolve-randomly';
import { jitterColours, type ColourChange } from './jitter-colours';

/** What becomes of the pixels of one training image. It is data, because images are made in another thread; boxes stay. */
export type ImageChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'jitter'; /** In this order. */ readonly changes: readonly ColourChange[] }
  | {
      readonly kind: 'transform';
      readonly transform: ImageTransform;
      /** 0 to 1. */
      readonly strength: number;
      /** Of what the transform draws for each pixel. */
      readonly seed: number;
    }
  | { readonly kind: 'convolution'; readonly convolution: RandomConvolution }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'sequence'; /** One after the other. */ readonly changes: readonly ImageChange[] };

/** The image after its change. */
export function changeImage(image: RgbImage, change: ImageChange): RgbImage {
  switch (change.kind) {
    case 'none':
      return image;
    case 'jitter':
      return jitterColours(image, change.changes);
    case 'transform':
      return transformImage(image, change.transform, change.strength, change.seed);
    case 'convolution':
      return convolveRandomly(image, change.convolution);
    case 'weather':
      return makeWeather(image, change.weather);
    case 'sequence':
      return change.changes.reduce(changeImage, image);
    default:
      return change satisfies never;
  }
}
