import { themed, type FigureColour } from '../../formats/figures/figure-colours';
import type { SvgAttributes } from '../../formats/figures/svg';

/** How a line of a chart or a figure looks. Dashes repeat what the colours say. */
export interface LineLook {
  readonly colour: FigureColour;
  /** Lengths of line and gap in turns, none for a solid line. */
  readonly dash: readonly number[];
  /** 1.6 pixels by default. */
  readonly width?: number;
}

export function lineAttributes({ colour, dash, width = 1.6 }: LineLook): SvgAttributes {
  return {
    fill: 'none',
    stroke: themed(colour),
    'stroke-width': width,
    'stroke-linejoin': 'round',
    ...(dash.length === 0 ? {} : { 'stroke-dasharray': dash.join(' ') }),
  };
}

/** Two detectors that are compared. */
export const sideLooks: Readonly<Record<'a' | 'b', LineLook>> = {
  a: { colour: 'series-cosine', dash: [] },
  b: { colour: 'series-l1', dash: [5, 2] },
};

const runColours = ['run-1', 'run-2', 'run-3', 'run-4', 'run-5', 'run-6', 'run-7', 'run-8'] as const;
const runDashes: readonly (readonly number[])[] = [[], [7, 4], [2, 3], [9, 3, 2, 3]];

/** The look of the n-th run of a selection; no two of the first 32 are alike. */
export function runLook(index: number): LineLook {
  return {
    colour: runColours[index % runColours.length]!,
    dash: runDashes[(index + Math.floor(index / runColours.length)) % runDashes.length]!,
    width: 1.8,
  };
}

const quantities: readonly LineLook[] = [
  { colour: 'series-total', dash: [] },
  { colour: 'series-cosine', dash: [7, 4] },
  { colour: 'series-l1', dash: [2, 3] },
  { colour: 'series-4', dash: [9, 3, 2, 3] },
  { colour: 'good', dash: [12, 4] },
  { colour: 'bad', dash: [4, 2] },
];

/** The look of the n-th quantity of one run. */
export function quantityLook(index: number): LineLook {
  return quantities[index % quantities.length]!;
}
