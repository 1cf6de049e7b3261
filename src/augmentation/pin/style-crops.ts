import { resizeAntialiased } from '../../clip/image/pillow-resize';
import type { RgbImage } from '../../geometry/rgb-image';
import type { Random } from '../../math/random';
import { type Crop, shortSideSize } from '../crops';
import type { StyleConfig } from './style-config';

/** Crop number `index` of a run: the images in turn, at the configured short side, a square at a uniform place, not flipped (PØDA: random crop alone). */
export function styleCrop(
  images: readonly RgbImage[],
  index: number,
  { cropSize, imageShortSide }: Pick<StyleConfig, 'cropSize' | 'imageShortSide'>,
  random: Random,
): Crop {
  const original = images[index % images.length]!;
  const { width, height } = shortSideSize(original, imageShortSide);
  const same = width === original.width && height === original.height;
  const image = same ? original : resizeAntialiased(original, width, height, 'bilinear');
  const x = random.integer(width - cropSize + 1);
  const y = random.integer(height - cropSize + 1);
  return { image, window: { x, y, width: cropSize, height: cropSize } };
}
