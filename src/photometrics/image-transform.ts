import type { RgbImage } from '../geometry/rgb-image';
import { applyTransform } from './apply-transform';
import type { CorruptionName, Severity } from './corruptions/corruption-names';
import { applyCorruption } from './corruptions/corruption-operations';
import type { PhotometricTransform } from './parameters';
import { atStrength } from './strength';

/** What a policy may do to an image. */
export type ImageTransform =
  | { readonly kind: 'photometric'; readonly parameters: PhotometricTransform }
  | { readonly kind: 'corruption'; readonly corruption: CorruptionName; readonly severity: Severity };

/**
 * The image under a transform; boxes stay.
 * @param strength 0 to 1; a corruption has its severity alone
 * @param seed an integer from 0 to 2^53 − 1, of what is drawn for each pixel
 */
export function transformImage(image: RgbImage, transform: ImageTransform, strength: number, seed: number): RgbImage {
  switch (transform.kind) {
    case 'photometric':
      return applyTransform(image, atStrength(transform.parameters, strength), seed);
    case 'corruption':
      return applyCorruption(image, transform.corruption, transform.severity, seed);
    default:
      return transform satisfies never;
  }
}
