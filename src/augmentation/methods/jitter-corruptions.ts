import { drawCorruption } from './draw-corruption';
import { drawJitter, usualRanges } from './draw-jitter';
import type { ImageChange } from './image-change';
import type { Method } from './method';

/** Both classics in one: jitter first, as light comes before the camera. */
export const jitterCorruptions: Method = {
  title: 'Jitter and corruptions',
  summary: 'Photometric jitter of each image, and then one corruption of it.',
  changes: 'images',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => ({
    images: Array.from({ length: imageCount }, (): ImageChange => {
      const jittered = drawJitter(usualRanges, random);
      return { kind: 'sequence', changes: [jittered, drawCorruption(random)] };
    }),
  }),
};
