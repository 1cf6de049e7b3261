/** Colours of runs, as custom properties. */
const colours = 8;
/** Dashes repeat what the colours say. */
const dashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

export interface LineStyle {
  /** Custom property that holds the colour. */
  readonly colour: string;
  readonly dash: readonly number[];
}

/** The look of the n-th run of a selection; no two of the first 32 are alike. */
export function lineStyle(index: number): LineStyle {
  return {
    colour: `--run-${(index % colours) + 1}`,
    dash: dashes[(index + Math.floor(index / colours)) % dashes.length]!,
  };
}
