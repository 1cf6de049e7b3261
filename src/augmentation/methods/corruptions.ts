import { corruptionNames, severities, type Severity } from '../../photometrics/corruptions/corruption-names';
import type { ImageChange } from './image-change';
import type { Method } from './method';

/** Severity 0 would leave the image as it is. */
const damaging: readonly Severity[] = severities.filter((severity) => severity > 0);

/**
 * Corruption diversification (DivAlign, Danish et al., CVPR 2024), pixel operations alone: each image gets one corruption of ImageNet-C, uniform,
 * at a uniform severity. Operations that look like a target weather (fog, frost, snow, spatter) are left out, as there. Its clean copies beside the corrupted images, and its
 * alignment losses, are not here.
 */
export const corruptions: Method = {
  title: 'Corruption diversification',
  summary:
    'Corrupts each image by noise, blur, JPEG, pixelation, brightness, contrast or saturation, at a random severity.',
  changes: 'images',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, (): ImageChange => ({
      kind: 'transform',
      transform: { kind: 'corruption', corruption: random.pick(corruptionNames), severity: random.pick(damaging) },
      strength: 1,
      seed: random.integer(2 ** 32),
    })),
  }),
};
