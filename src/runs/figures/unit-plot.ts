import { themed } from '../../formats/figures/figure-colours';
import { svgElement, type Drawing, type SvgNode } from '../../formats/figures/svg';
import { decimate } from '../../math/decimate';
import { figurePath, figureText, mostPoints, round, straightLine } from './figure-parts';
import { lineAttributes, type LineLook } from './line-looks';

type Point = readonly [x: number, y: number];

/** Lines in the unit square. */
export interface UnitPlot {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly lines: readonly {
    readonly look: LineLook;
    /** Of rising x. */
    readonly points: readonly Point[];
    /** What is marked by a dot; null for nothing. */
    readonly dot: Point | null;
  }[];
  /** Where an upright line stands. */
  readonly marker?: number;
}

const margin = { left: 30, right: 8, top: 6, bottom: 26 } as const;
const ticks = [0, 0.5, 1];
const small = { 'font-size': 9, fill: themed('muted') };

/**
 * Axes from 0 to 1 with their names, and the lines.
 * @param width of the whole drawing, in units about as large as pixels: the size of its text depends on it
 * @param points at most so many of each line
 */
export function unitPlot(plot: UnitPlot, width: number, height: number, points: number = mostPoints): Drawing {
  const place = (x: number, y: number): Point => [
    margin.left + x * (width - margin.left - margin.right),
    height - margin.bottom - y * (height - margin.top - margin.bottom),
  ];
  const [left, bottom] = place(0, 0);
  const [centre, middle] = place(0.5, 0.5);
  const nodes = [
    ...ticks.flatMap((tick) => {
      const [x, y] = place(tick, tick);
      return [
        straightLine(place(tick, 0), place(tick, 1)),
        straightLine(place(0, tick), place(1, tick)),
        figureText(String(tick), x, bottom + 11, { ...small, 'text-anchor': tick === 1 ? 'end' : 'middle' }),
        figureText(String(tick), left - 4, y + 3, { ...small, 'text-anchor': 'end' }),
      ];
    }),
    figureText(plot.xLabel, centre, height - 4, { ...small, 'text-anchor': 'middle' }),
    figureText(plot.yLabel, 8, middle, {
      ...small,
      'text-anchor': 'middle',
      transform: `rotate(-90 8 ${round(middle)})`,
    }),
    ...plot.lines.flatMap((line) => drawLine(line, place, points)),
    ...(plot.marker === undefined
      ? []
      : [
          straightLine(place(plot.marker, 0), place(plot.marker, 1), {
            stroke: themed('line-strong'),
            'stroke-dasharray': '3 3',
          }),
        ]),
  ];
  return { width, height, nodes };
}

function drawLine(
  { look, points, dot }: UnitPlot['lines'][number],
  place: (x: number, y: number) => Point,
  most: number,
): readonly SvgNode[] {
  const kept = decimate(
    points.map(([, y]) => y),
    most,
  ).map((index) => place(...points[index]!));
  const nodes = kept.length === 0 ? [] : [figurePath(kept, look)];
  if (dot === null) return nodes;
  const [cx, cy] = place(...dot);
  return [...nodes, svgElement('circle', { cx: round(cx), cy: round(cy), r: 3.2, fill: themed(look.colour) })];
}

/** A piece of a line, for the legend of a plot. */
export function lineSwatch(look: LineLook): Drawing {
  const line = svgElement('line', { x1: 0, y1: 2, x2: 18, y2: 2, ...lineAttributes({ width: 2, ...look }) });
  return { width: 18, height: 4, nodes: [line] };
}
