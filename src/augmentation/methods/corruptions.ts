import { drawCorruption } from './draw-corruption';
import type { Method } from './method';

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
    images: Array.from({ length: imageCount }, () => drawCorruption(random)),
  }),
};
