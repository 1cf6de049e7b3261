import { themed } from '../../formats/figures/figure-colours';
import { svgDocument, svgElement, type Drawing, type SvgNode } from '../../formats/figures/svg';
import { extentOf, linearAxis } from './figure-axis';
import { cutText, figurePath, figureText, figureTitle, round, straightLine } from './figure-parts';

/** AP of one row, in percent. */
export interface SlopeLine {
  readonly name: string;
  readonly title: string;
  readonly source: number;
  /** Mean of the four unseen domains. */
  readonly unseen: number;
  /** Whether it is found at once. */
  readonly main: boolean;
}

export interface SlopeFigure {
  readonly title: string;
  readonly lines: readonly SlopeLine[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const top = 26;
const paperWidth = 720;
/** Of a name at the right. */
const labelHeight = 15;

/** Source at the left, unseen at the right: how much each row loses on the way. @param width of the drawing in pixels */
export function slopeDrawing({ lines }: SlopeFigure, width: number): Drawing {
  const height = Math.max(260, lines.length * labelHeight + 60);
  const bottom = height - 20;
  const [left, right] = [54, width - Math.min(190, width * 0.4)];
  const reach = extentOf(lines.flatMap(({ source, unseen }) => [source, unseen])) ?? { low: 0, high: 100 };
  const y = linearAxis({ low: reach.low - 1, high: reach.high + 1, from: bottom, to: top }, 6);
  const places = labelPlaces(
    lines.map(({ unseen }) => y.place(unseen)),
    top,
    bottom,
  );
  const ordered = lines
    .map((line, index) => ({ line, at: places[index]! }))
    .toSorted((a, b) => Number(a.line.main) - Number(b.line.main));
  return {
    width,
    height,
    nodes: [
      ...y.ticks.flatMap(({ value, label }) => [
        straightLine([left, y.place(value)], [right, y.place(value)]),
        figureText(label, left - 8, y.place(value) + 4, { 'text-anchor': 'end', fill: themed('muted') }),
      ]),
      figureText('source', left, 14, { 'text-anchor': 'start', 'font-weight': 600 }),
      figureText('four unseen, mean', right, 14, { 'text-anchor': 'end', 'font-weight': 600 }),
      ...ordered.flatMap(({ line, at }) => drawLine(line, at, { left, right, width }, y.place)),
    ],
  };
}

/** The same as SVG, on white. */
export function slopeFigure(figure: SlopeFigure): string {
  const { width, height, nodes } = slopeDrawing(figure, paperWidth - 40);
  const inner = svgElement('g', { transform: 'translate(20 36)' }, ...nodes);
  return svgDocument(
    { width: width + 40, height: height + 48, nodes: [figureTitle(figure.title, 20), inner] },
    { title: figure.title, metadata: figure.about },
  );
}

function drawLine(
  { title, source, unseen, main, name }: SlopeLine,
  labelY: number,
  { left, right, width }: { readonly left: number; readonly right: number; readonly width: number },
  place: (value: number) => number,
): readonly SvgNode[] {
  const colour = main ? (name === 'none' ? 'ink' : 'series-cosine') : 'line-strong';
  const look = { colour, dash: main || name === 'none' ? [] : [4, 3], width: main ? 2.4 : 1.2 } as const;
  const end = place(unseen);
  return [
    figurePath([[left, place(source)], [right, end]], look), // prettier-ignore
    ...[[left, place(source)] as const, [right, end] as const].map(([cx, cy]) =>
      svgElement('circle', { cx: round(cx), cy: round(cy), r: main ? 3.4 : 2.2, fill: themed(colour) }),
    ),
    straightLine([right + 4, end], [right + 12, labelY], { stroke: themed('line-strong') }),
    figureText(cutText(`${unseen.toFixed(1)} ${title}`, width - right - 16, 11), right + 15, labelY + 4, {
      'font-size': 11,
      ...(main ? { 'font-weight': 600 } : { fill: themed('muted') }),
    }),
  ];
}

/**
 * Heights for names that stand one above the other: each as near to where it belongs as the others allow, none over another.
 * @param wanted any order; the answer has the same
 */
export function labelPlaces(wanted: readonly number[], from: number, to: number): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const placed = [...wanted];
  let least = from;
  for (const index of order) {
    placed[index] = Math.max(placed[index]!, least);
    least = placed[index]! + labelHeight;
  }
  let most = to;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index]!, most);
    most = placed[index]! - labelHeight;
  }
  return placed;
}
