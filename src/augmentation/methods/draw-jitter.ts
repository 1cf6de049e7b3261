import type { Random } from '../../math/random';
import type { ImageChange } from './image-change';
import type { ColourChange } from './jitter-colours';

type Range = readonly [low: number, high: number];

/** The ranges of a jitter: factors of brightness and saturation, factors of contrast, turns of the hue. */
export interface JitterRanges {
  readonly factors: Range;
  readonly contrast: Range;
  readonly hue: Range;
}

/** Those of torchvision's `ColorJitter(brightness=.4, contrast=.4, saturation=.4, hue=.1)`, as SimCLR and many detectors use it. */
export const usualRanges: JitterRanges = { factors: [0.6, 1.4], contrast: [0.6, 1.4], hue: [-0.1, 0.1] };

/** Draws all four changes and their order. */
export function drawJitter({ factors, contrast, hue }: JitterRanges, random: Random): ImageChange {
  return {
    kind: 'jitter',
    changes: random.shuffle<ColourChange[]>([
      { kind: 'brightness', factor: random.uniform(...factors) },
      { kind: 'contrast', factor: random.uniform(...contrast) },
      { kind: 'saturation', factor: random.uniform(...factors) },
      { kind: 'hue', turn: random.uniform(...hue) },
    ]),
  };
}
