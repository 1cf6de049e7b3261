import type { ImageChange } from './image-change';
import type { ColourChange } from './jitter-colours';
import type { Method } from './method';

/** Ranges of torchvision's `ColorJitter(brightness=.4, contrast=.4, saturation=.4, hue=.1)`, as SimCLR and many detectors use it. */
const factorRange = 0.4;
const hueRange = 0.1;

/** Photometric jitter: the classic that needs no CLIP. */
export const jitter: Method = {
  title: 'Photometric jitter',
  summary: 'Changes brightness, contrast, saturation and hue of each image, in random order.',
  changes: 'images',
  learns: null,
  knows: 'nothing',
  suggestedPrompts: null,
  prepare: () => (imageCount, random) => {
    const factor = () => random.uniform(1 - factorRange, 1 + factorRange);
    const images = Array.from({ length: imageCount }, (): ImageChange => ({
      kind: 'jitter',
      changes: random.shuffle<ColourChange[]>([
        { kind: 'brightness', factor: factor() },
        { kind: 'contrast', factor: factor() },
        { kind: 'saturation', factor: factor() },
        { kind: 'hue', turn: random.uniform(-hueRange, hueRange) },
      ]),
    }));
    return { images };
  },
};
