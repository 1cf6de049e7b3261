import { drawJitter, usualRanges } from './draw-jitter';
import type { Method } from './method';

/** Photometric jitter: the classic that needs no CLIP. */
export const jitter: Method = {
  title: 'Photometric jitter',
  summary: 'Changes brightness, contrast, saturation and hue of each image, in random order.',
  changes: 'images',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, () => drawJitter(usualRanges, random)),
  }),
};
