import type { RgbImage } from '../geometry/rgb-image';
import { builtinScene } from './scene-images';

let images: RgbImage[] = [];

/** The first `count` daytime-clear training scenes; rendered a few at a time, so that the page stays quick. */
export async function sourceImages(count: number): Promise<readonly RgbImage[]> {
  while (images.length < count) {
    images.push(builtinScene('train', images.length, 'daytime-clear').image);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return images.slice(0, count);
}
