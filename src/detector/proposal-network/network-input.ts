import { resizeAntialiased } from '../../clip/image/pillow-resize';
import type { RgbImage } from '../../geometry/rgb-image';

/** Side of the square that a detection network of this form takes, in pixels. */
export const networkSide = 640;

/**
 * An image as `pixel_values` `[1, 3, 640, 640]`: resized to the square as Pillow does it (bilinear, antialiased where it shrinks, rounded to 8 bits), whatever
 * its shape, then RGB / 255. No letterbox and no mean: boxes come back as parts of the whole image.
 */
export function networkInput(image: RgbImage): Float32Array {
  const { data } = resizeAntialiased(image, networkSide, networkSide, 'bilinear');
  const area = networkSide * networkSide;
  const planes = new Float32Array(3 * area);
  for (let at = 0; at < area; at++)
    for (let channel = 0; channel < 3; channel++) planes[channel * area + at] = data[at * 3 + channel]! / 255;
  return planes;
}
