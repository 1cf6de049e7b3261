import { toCanvas } from '../../formats/images/rgb-canvas';
import type { RgbImage } from '../../geometry/rgb-image';
import { applyTransform } from '../../photometrics/apply-transform';
import type { PhotometricTransform } from '../../photometrics/parameters';
import { atStrength } from '../../photometrics/strength';

interface Kept {
  readonly image: RgbImage;
  readonly strength: number;
  readonly canvas: HTMLCanvasElement;
}

/** The newest picture of each transform, the oldest first: several prompts choose the same ones, and each is shown in two sizes. */
const kept = new Map<PhotometricTransform, Kept>();
const mostKept = 80;

/** Of the noise. One seed for all: the noise stays where it is while the strength changes. */
const noiseSeed = 1;

/** The image under a transform; 5 ms for 256 × 256, or nothing where it was drawn before. Whoever takes it leaves it as it is. */
export function transformedCanvas(
  image: RgbImage,
  transform: PhotometricTransform,
  strength: number,
): HTMLCanvasElement {
  const known = kept.get(transform);
  const isIt = known?.image === image && known.strength === strength;
  const canvas = isIt ? known.canvas : toCanvas(applyTransform(image, atStrength(transform, strength), noiseSeed));
  kept.delete(transform);
  kept.set(transform, { image, strength, canvas });
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
  return canvas;
}
