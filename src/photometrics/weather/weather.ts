/** A weather as physics makes it, as data. The words of IA-YOLO and NightAug; `docs/methods.md` says where the constants come from. */
export type Weather = Fog | Night;

export interface Fog {
  readonly kind: 'fog';
  /** β of the transmission e^(−β·depth). */
  readonly density: number;
}

export interface Night {
  readonly kind: 'night';
  /** In their order. */
  readonly steps: readonly NightStep[];
}

/** Lengths are in pixels of an image whose short side is 600. */
export type NightStep =
  | { readonly kind: 'blur'; readonly deviation: number }
  | {
      /** Changes the picture by a tone curve, but for some rectangles. */
      readonly kind: 'gamma' | 'brightness' | 'contrast';
      /** The exponent of gamma; a factor of the others. */
      readonly amount: number;
      readonly kept: readonly Rectangle[];
    }
  /** Rectangles become again what they were before the first tone curve. */
  | { readonly kind: 'restore'; readonly kept: readonly Rectangle[] }
  | {
      readonly kind: 'glare';
      /** Shares of the height and width. */ readonly centre: readonly [number, number];
      readonly deviation: number;
    }
  | { readonly kind: 'noise'; /** Of 255. */ readonly deviation: number; readonly seed: number };

/** Shares of the height and the width, each cut off to whole pixels; empty where an end is not above its beginning. */
export interface Rectangle {
  readonly rows: readonly [from: number, to: number];
  readonly columns: readonly [from: number, to: number];
}
