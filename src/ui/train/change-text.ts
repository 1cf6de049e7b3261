import type { StepPicture } from '../../engine/engine';
import { imageTransformText } from '../../photometrics/transform-text';

type Change = StepPicture['change'];
type ColourChange = Extract<Change, { readonly kind: 'jitter' }>['changes'][number];

/** What was done to a training image, in readable words: “exposure × 0.3 · contrast × 0.5”. */
export function changeText({ change, flip }: Pick<StepPicture, 'change' | 'flip'>): string {
  const done = [...(flip ? ['mirrored'] : []), ...changeWords(change)];
  return done.length > 0 ? done.join(' · ') : 'unchanged';
}

function changeWords(change: Change): readonly string[] {
  switch (change.kind) {
    case 'none':
      return [];
    case 'jitter':
      return change.changes.map(colourWords);
    case 'transform': {
      const words = imageTransformText(change.transform, change.strength);
      return words === 'no change' ? [] : [words];
    }
    default:
      return change satisfies never;
  }
}

function colourWords(change: ColourChange): string {
  switch (change.kind) {
    case 'brightness':
    case 'contrast':
    case 'saturation':
      return `${change.kind} × ${rounded(change.factor)}`;
    case 'hue': {
      const degrees = Math.round(change.turn * 360);
      return `hue ${degrees < 0 ? '−' : '+'}${Math.abs(degrees)}°`;
    }
    default:
      return change satisfies never;
  }
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}
