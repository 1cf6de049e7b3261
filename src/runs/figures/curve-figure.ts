import { svgDocument, svgElement } from '../../formats/figures/svg';
import { decimate } from '../../math/decimate';
import { smooth } from '../../math/statistics';
import { linearAxis, logarithmicAxis, type FigureAxis } from './figure-axis';
import {
  figurePath,
  figureText,
  gridColour,
  legendEntry,
  legendSwatch,
  mostPoints,
  mutedColour,
  round,
  textWidth,
} from './figure-parts';

export interface FigureLine {
  readonly label: string;
  /** `[N]`, rising; on a logarithmic axis what is not above 0 is left out. */
  readonly x: ArrayLike<number>;
  /** `[N]`; what is not finite is left out, and on a logarithmic axis what is not above 0. */
  readonly y: ArrayLike<number>;
}

export interface CurveFigure {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Weight of the moving average, 0 (none) to 1; the raw lines then stay faint behind it. */
  readonly smoothing: number;
  readonly lines: readonly FigureLine[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const width = 720;
const plot = { left: 66, right: width - 18, top: 40, bottom: 344 } as const;
const legend = { top: plot.bottom + 62, row: 19 } as const;

interface DrawnLine {
  readonly index: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly faint: boolean;
}

/** Curves over steps or seconds as SVG, on white. */
export function curveFigure(figure: CurveFigure): string {
  const { title, xLabel, yLabel, logX, logY, lines, about } = figure;
  const drawn = drawnLines(figure);
  const xs = drawn.flatMap(({ x }) => [x[0]!, x.at(-1)!]);
  // Between two steps there is nothing to mark.
  const counted = drawn.every((line) => line.x.every(Number.isInteger));
  const x = abscissa(xs, logX, counted);
  const y = valueAxis(
    drawn.flatMap((line) => line.y),
    logY,
  );
  const each = Math.floor(mostPoints / Math.max(1, drawn.length));
  const column = (plot.right - plot.left) / 2;
  const columns = lines.every(({ label }) => textWidth(label) <= column - legendSwatch) ? 2 : 1;
  const height = legend.top + Math.ceil(lines.length / columns) * legend.row;
  return svgDocument(
    { width, height, title, metadata: about },
    figureText(title, plot.left, 22, { 'font-size': 14, 'font-weight': 600 }),
    ...grid(x, y),
    figureText(xLabel, (plot.left + plot.right) / 2, plot.bottom + 38, { 'text-anchor': 'middle' }),
    figureText(yLabel, 16, (plot.top + plot.bottom) / 2, {
      'text-anchor': 'middle',
      transform: `rotate(-90 16 ${(plot.top + plot.bottom) / 2})`,
    }),
    ...drawn.map((line) =>
      figurePath(
        decimate(line.y, each).map((i) => [x.place(line.x[i]!), y.place(line.y[i]!)] as const),
        line.index,
        line.faint ? { opacity: 0.3, 'stroke-width': 1, 'stroke-dasharray': 'none' } : {},
      ),
    ),
    ...lines.map(({ label }, i) => {
      const most = (plot.right - plot.left) / columns;
      return legendEntry(
        label,
        i,
        plot.left + (i % columns) * most,
        legend.top + Math.floor(i / columns) * legend.row,
        most,
      );
    }),
  );
}

/** Faint lines first, so that none covers a smoothed one. */
function drawnLines({ lines, logX, logY, smoothing }: CurveFigure): readonly DrawnLine[] {
  const drawable = (value: number, x: number) => Number.isFinite(value) && (!logY || value > 0) && (!logX || x > 0);
  const draw = (line: FigureLine, index: number, y: ArrayLike<number>, faint: boolean): readonly DrawnLine[] => {
    const kept = Array.from(y, (value, i) => (drawable(value, line.x[i]!) ? i : -1)).filter((i) => i >= 0);
    return kept.length === 0 ? [] : [{ index, faint, x: kept.map((i) => line.x[i]!), y: kept.map((i) => y[i]!) }];
  };
  const raw = lines.flatMap((line, i) => draw(line, i, line.y, smoothing > 0));
  return smoothing > 0 ? [...raw, ...lines.flatMap((line, i) => draw(line, i, smooth(line.y, smoothing), false))] : raw;
}

function extent(values: readonly number[]): { readonly low: number; readonly high: number } {
  return values.reduce(({ low, high }, value) => ({ low: Math.min(low, value), high: Math.max(high, value) }), {
    low: values[0] ?? 0,
    high: values[0] ?? 1,
  });
}

/** Steps or seconds, from the first to the last. @param counted whether they are whole numbers */
function abscissa(values: readonly number[], logarithmic: boolean, counted: boolean): FigureAxis {
  const reach = { ...extent(values), from: plot.left, to: plot.right };
  if (logarithmic && values.length > 0) return logarithmicAxis(reach);
  return linearAxis(reach, counted ? Math.min(8, Math.max(1, reach.high - reach.low)) : 8);
}

/** Losses begin at 0, as on the page; a logarithmic axis at the smallest value. */
function valueAxis(values: readonly number[], logarithmic: boolean): FigureAxis {
  const { low, high } = extent(values);
  const pixels = { from: plot.bottom, to: plot.top };
  return logarithmic && values.length > 0
    ? logarithmicAxis({ low: low / 1.1, high: high * 1.1, ...pixels })
    : linearAxis({ low: Math.min(0, low), high: high > 0 ? high * 1.05 : 1, ...pixels }, 6);
}

function grid(x: FigureAxis, y: FigureAxis): readonly string[] {
  const line = (x1: number, y1: number, x2: number, y2: number) =>
    svgElement('line', { x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2), stroke: gridColour });
  return [
    ...x.ticks.flatMap(({ value, label }) => [
      line(x.place(value), plot.top, x.place(value), plot.bottom),
      figureText(label, x.place(value), plot.bottom + 17, { 'text-anchor': 'middle', fill: mutedColour }),
    ]),
    ...y.ticks.flatMap(({ value, label }) => [
      line(plot.left, y.place(value), plot.right, y.place(value)),
      figureText(label, plot.left - 7, y.place(value) + 4, { 'text-anchor': 'end', fill: mutedColour }),
    ]),
  ];
}
