import { themed } from '../../formats/figures/figure-colours';
import { svgDocument, svgElement, type Drawing, type SvgNode } from '../../formats/figures/svg';
import { signedText } from '../../formats/text/signed-text';
import { extentOf, linearAxis } from './figure-axis';
import { cutText, figureText, figureTitle, round, straightLine, wrapText } from './figure-parts';

/** What one method changes, in points. */
export interface ForestRow {
  readonly name: string;
  readonly title: string;
  readonly value: number;
  /** 95 %; null with too few seeds. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** What the paper has for the same; null where it has nothing. */
  readonly paper: number | null;
}

export interface ForestFigure {
  readonly title: string;
  readonly xLabel: string;
  readonly rows: readonly ForestRow[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

/** A drawing, and where each of its rows is, for what is done with a row. */
export interface ForestDrawing extends Drawing {
  readonly rows: readonly { readonly name: string; readonly top: number; readonly height: number }[];
}

const rowHeight = 26;
const top = 8;
const axisHeight = 44;
const lineHeight = 15;
const legendHeight = 22;
const paperWidth = 720;

/** Which side of zero the interval lies on; 0 where it holds zero, or there is none. */
export function verdict({ interval }: Pick<ForestRow, 'interval'>): -1 | 0 | 1 {
  if (interval === null || (interval.low <= 0 && interval.high >= 0)) return 0;
  return interval.low > 0 ? 1 : -1;
}

/** `+0.4`, `−0.6`, `0.0`. */
export function signedPoints(value: number): string {
  return signedText(value, 1);
}

/** A value with its interval, as the figure writes it. */
export function pointsText({ value, interval }: ForestRow): string {
  return interval === null
    ? signedPoints(value)
    : `${signedPoints(value)} [${signedPoints(interval.low)}, ${signedPoints(interval.high)}]`;
}

/**
 * A line for each row, with the line of zero: a full mark where the interval is on one side of it, a hollow one where it holds zero, and a diamond for the
 * paper's own number.
 * @param width of the drawing in pixels; names and numbers get less room in a narrow one
 */
export function forestDrawing({ xLabel, rows }: ForestFigure, width: number): ForestDrawing {
  const narrow = width < 560;
  const names = Math.min(200, width * 0.36);
  const numbers = narrow ? 8 : 128;
  const bottom = top + rows.length * rowHeight;
  const reach = extentOf([0, ...rows.flatMap(({ value, interval, paper }) => [value, interval?.low ?? value, interval?.high ?? value, paper ?? 0])])!; // prettier-ignore
  const room = (reach.high - reach.low || 1) * 0.05;
  const x = linearAxis({ low: reach.low - room, high: reach.high + room, from: names + 8, to: width - numbers - 8 }, 6);
  const labels = wrapText(xLabel, width - names - numbers);
  const middle = (names + width - numbers) / 2;
  const below = bottom + axisHeight + (labels.length - 1) * lineHeight;
  const nodes: SvgNode[] = [
    ...x.ticks.flatMap(({ value, label }) => [
      straightLine([x.place(value), top], [x.place(value), bottom]),
      figureText(label, x.place(value), bottom + 16, { 'text-anchor': 'middle', fill: themed('muted') }),
    ]),
    straightLine([x.place(0), top], [x.place(0), bottom], { stroke: themed('ink'), 'stroke-width': 1.2 }),
    ...labels.map((line, index) =>
      figureText(line, middle, bottom + 36 + index * lineHeight, { 'text-anchor': 'middle' }),
    ),
    ...rows.flatMap((row, index) => {
      const y = top + (index + 0.5) * rowHeight;
      return [
        figureText(cutText(row.title, names), 0, y + 4),
        ...mark(row, y, x.place),
        ...(narrow ? [] : [figureText(pointsText(row), width, y + 4, { 'text-anchor': 'end' })]),
      ];
    }),
    ...legend(rows, below + 14),
  ];
  return {
    width,
    height: below + legendHeight,
    nodes,
    rows: rows.map(({ name }, index) => ({ name, top: top + index * rowHeight, height: rowHeight })),
  };
}

/** The same as SVG, on white. */
export function forestFigure(figure: ForestFigure): string {
  const { width, height, nodes } = forestDrawing(figure, paperWidth - 40);
  const inner = svgElement('g', { transform: 'translate(20 36)' }, ...nodes);
  return svgDocument(
    { width: width + 40, height: height + 48, nodes: [figureTitle(figure.title, 20), inner] },
    { title: figure.title, metadata: figure.about },
  );
}

const colours = { 1: 'good', 0: 'muted', [-1]: 'bad' } as const;

function mark(row: ForestRow, y: number, place: (value: number) => number): readonly SvgNode[] {
  const side = verdict(row);
  const colour = themed(colours[side]);
  const { interval, value, paper } = row;
  return [
    ...(interval === null
      ? []
      : [straightLine([place(interval.low), y], [place(interval.high), y], { stroke: colour, 'stroke-width': 2.4 })]),
    svgElement('circle', {
      cx: round(place(value)),
      cy: round(y),
      r: 4.6,
      fill: side === 0 ? themed('surface') : colour,
      stroke: colour,
      'stroke-width': 2,
    }),
    ...(paper === null ? [] : [diamond(place(paper), y)]),
  ];
}

function diamond(x: number, y: number): SvgNode {
  const half = 5;
  return svgElement('path', {
    d: `M${round(x - half)} ${round(y)}L${round(x)} ${round(y - half)}L${round(x + half)} ${round(y)}L${round(x)} ${round(y + half)}Z`,
    fill: 'none',
    stroke: themed('series-4'),
    'stroke-width': 1.8,
  });
}

function legend(rows: readonly ForestRow[], y: number): readonly SvgNode[] {
  if (rows.every(({ paper }) => paper === null)) return [];
  return [
    diamond(6, y - 4),
    figureText('the paper’s table 7, its own images and budget', 18, y, { fill: themed('muted') }),
  ];
}
