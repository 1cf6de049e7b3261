import type { StepPicture } from '../../engine/engine';
import { imageTransformText } from '../../photometrics/transform-text';

type Change = StepPicture['change'];
type Weather = Extract<Change, { readonly kind: 'weather' }>['weather'];
type NightStep = Extract<Weather, { readonly kind: 'night' }>['steps'][number];
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
    case 'convolution': {
      const { side, share } = change.convolution;
      return [`${side} × ${side} random weights, ${Math.round(100 * share)} %`];
    }
    case 'weather':
      return weatherWords(change.weather);
    case 'sequence':
      return change.changes.flatMap(changeWords);
    default:
      return change satisfies never;
  }
}

function weatherWords(weather: Weather): readonly string[] {
  switch (weather.kind) {
    case 'fog':
      return [`fog, density ${weather.density}`];
    case 'night': {
      const glares = weather.steps.filter(({ kind }) => kind === 'glare').length;
      const tones = weather.steps.flatMap(nightWords);
      return ['night', ...tones, ...(glares > 0 ? [`${glares} ${glares === 1 ? 'glare' : 'glares'}`] : [])];
    }
    default:
      return weather satisfies never;
  }
}

/** Glares are counted together, and rectangles that stay light need no word. */
function nightWords(step: NightStep): readonly string[] {
  switch (step.kind) {
    case 'gamma':
      return [`gamma ${rounded(step.amount)}`];
    case 'brightness':
    case 'contrast':
      return [`${step.kind} × ${rounded(step.amount)}`];
    case 'blur':
    case 'noise':
      return [`${step.kind} ${rounded(step.deviation)}`];
    case 'restore':
    case 'glare':
      return [];
    default:
      return step satisfies never;
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
