import type { RgbImage } from '../../geometry/rgb-image';

/** One step of torchvision's `ColorJitter` (`transforms/_functional_tensor.py`). */
export type ColourChange =
  | {
      readonly kind: 'brightness' | 'contrast' | 'saturation';
      /** 1 leaves the image as it is. */ readonly factor: number;
    }
  | { readonly kind: 'hue'; /** In turns of the colour wheel. */ readonly turn: number };

/** The image after all changes, in their order; values are cut to 0 … 255 after each, and rounded once. */
export function jitterColours(image: RgbImage, changes: readonly ColourChange[]): RgbImage {
  const values = Float32Array.from(image.data);
  for (const change of changes) apply(values, change);
  return { ...image, data: Uint8Array.from(values, (value) => Math.round(value)) };
}

function apply(values: Float32Array, change: ColourChange): void {
  switch (change.kind) {
    case 'brightness':
      return blend(values, change.factor, () => 0);
    case 'contrast': {
      let sum = 0;
      for (let at = 0; at < values.length; at += 3) sum += grey(values, at);
      const mean = sum / (values.length / 3);
      return blend(values, change.factor, () => mean);
    }
    case 'saturation':
      return blend(values, change.factor, (at) => grey(values, at));
    case 'hue':
      return turnHue(values, change.turn);
    default:
      return change satisfies never;
  }
}

/** factor · x + (1 − factor) · other, where `other` belongs to the pixel that starts at an index. */
function blend(values: Float32Array, factor: number, other: (at: number) => number): void {
  for (let at = 0; at < values.length; at += 3) {
    const rest = (1 - factor) * other(at);
    for (let i = at; i < at + 3; i++) values[i] = Math.min(255, Math.max(0, factor * values[i]! + rest));
  }
}

/** torchvision's `rgb_to_grayscale`. */
function grey(values: Float32Array, at: number): number {
  return 0.2989 * values[at]! + 0.587 * values[at + 1]! + 0.114 * values[at + 2]!;
}

/** Rotates the hue and keeps HSV's saturation and value: the extremes stay, the colours move around the hexagon. */
function turnHue(values: Float32Array, turn: number): void {
  for (let at = 0; at < values.length; at += 3) {
    const r = values[at]!;
    const g = values[at + 1]!;
    const b = values[at + 2]!;
    const top = Math.max(r, g, b);
    const chroma = top - Math.min(r, g, b);
    if (chroma === 0) continue;
    const sector = top === r ? (g - b) / chroma : top === g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
    const hue = (((sector / 6 + turn) % 1) + 1) % 1;
    for (let channel = 0; channel < 3; channel++) {
      // HSV to RGB in one formula: channel n of (5, 3, 1) is V − C · max(0, min(k, 4 − k, 1)), k = (n + 6 H) mod 6.
      const k = (5 - 2 * channel + 6 * hue) % 6;
      values[at + channel] = top - chroma * Math.max(0, Math.min(k, 4 - k, 1));
    }
  }
}
