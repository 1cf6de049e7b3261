import { themed } from '../../formats/figures/figure-colours';
import { svgDocument, svgElement, type SvgNode } from '../../formats/figures/svg';
import { decimate } from '../../math/decimate';
import { drawnLines, unbroken, type CurveLines, type DrawnLine } from './curve-lines';
import {
  extentOf,
  linearAxis,
  logarithmicAxis,
  valueRange,
  type Extent,
  type FigureAxis,
  type ValueAxis,
} from './figure-axis';
import {
  figurePath,
  figureText,
  figureTitle,
  legendEntry,
  legendSwatch,
  mostPoints,
  round,
  straightLine,
  textWidth,
} from './figure-parts';
import type { LineLook } from './line-looks';

export interface CurveFigure extends CurveLines {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  /** As the page's chart of the same curves has it. */
  readonly steady: ValueAxis['steady'];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const width = 720;
const plot = { left: 66, right: width - 18, top: 40, bottom: 344 } as const;
const legend = { top: plot.bottom + 62, row: 19 } as const;

/** Curves over steps or seconds as SVG, on white. */
export function curveFigure(figure: CurveFigure): string {
  const { title, xLabel, yLabel, logX, logY, steady, lines, about } = figure;
  const drawn = drawnLines(figure).flat();
  // Between two steps there is nothing to mark.
  const counted = drawn.every((line) => line.x.every(Number.isInteger));
  const x = abscissa(extentOf(drawn.flatMap((line) => line.x)), logX, counted);
  const values = drawn.flatMap((line) => [...line.y, ...(line.band ? [...line.band.low, ...line.band.high] : [])]);
  const y = ordinate(extentOf(values.filter((value) => value !== null)), {
    logarithmic: logY,
    steady,
  });
  const each = Math.floor(mostPoints / Math.max(1, drawn.length));
  const column = (plot.right - plot.left) / 2;
  const columns = lines.every(({ label }) => textWidth(label) <= column - legendSwatch) ? 2 : 1;
  const height = legend.top + Math.ceil(lines.length / columns) * legend.row;
  const nodes = [
    figureTitle(title, plot.left),
    ...grid(x, y),
    figureText(xLabel, (plot.left + plot.right) / 2, plot.bottom + 38, { 'text-anchor': 'middle' }),
    figureText(yLabel, 16, (plot.top + plot.bottom) / 2, {
      'text-anchor': 'middle',
      transform: `rotate(-90 16 ${(plot.top + plot.bottom) / 2})`,
    }),
    ...drawn.flatMap((line) => drawBand(line, lines[line.index]!.look, each, x, y)),
    // Faint lines first, so that none covers a smoothed one.
    ...drawn
      .toSorted((a, b) => Number(b.faint) - Number(a.faint))
      .flatMap((line) => drawLine(line, lines[line.index]!.look, each, x, y)),
    ...lines.flatMap(({ label, look }, i) => {
      const most = (plot.right - plot.left) / columns;
      const top = legend.top + Math.floor(i / columns) * legend.row;
      return legendEntry(label, look, plot.left + (i % columns) * most, top, most);
    }),
  ];
  return svgDocument({ width, height, nodes }, { title, metadata: about });
}

/** The area between both ends of a band, stretch by stretch. */
function drawBand(
  { x, band }: DrawnLine,
  look: LineLook,
  most: number,
  xAxis: FigureAxis,
  yAxis: FigureAxis,
): readonly SvgNode[] {
  if (!band) return [];
  const low = unbroken({ x, y: band.low.map((value, row) => (band.high[row] === null ? null : value)) });
  const highAt = new Map(x.map((place, row) => [place, band.high[row]]));
  return low.map((stretch) => {
    const step = Math.max(1, Math.ceil(stretch.length / Math.max(2, most)));
    const kept = stretch.filter((_, row) => row % step === 0 || row === stretch.length - 1);
    const place = (value: readonly [number, number]) =>
      `${round(xAxis.place(value[0]))} ${round(yAxis.place(value[1]))}`;
    const upper = kept.toReversed().map(([at]): [number, number] => [at, highAt.get(at) ?? 0]);
    const d = `M${[...kept, ...upper].map(place).join('L')}Z`;
    return svgElement('path', { d, fill: themed(look.colour), opacity: 0.16 });
  });
}

function drawLine(line: DrawnLine, look: LineLook, most: number, x: FigureAxis, y: FigureAxis): readonly SvgNode[] {
  const stretches = unbroken(line);
  const all = stretches.reduce((sum, { length }) => sum + length, 0);
  const faint = { opacity: 0.3, 'stroke-width': 1, 'stroke-dasharray': 'none' };
  return stretches.flatMap((points) => {
    const share = Math.max(2, Math.floor((most * points.length) / all));
    const kept = decimate(
      points.map(([, value]) => value),
      share,
    ).map((i) => [x.place(points[i]![0]), y.place(points[i]![1])] as const);
    // A value between two gaps has no line.
    const dots = line.dots || kept.length === 1 ? kept : [];
    return [
      figurePath(kept, look, line.faint ? faint : {}),
      ...dots.map(([cx, cy]) =>
        svgElement('circle', { cx: round(cx), cy: round(cy), r: 2.5, fill: themed(look.colour) }),
      ),
    ];
  });
}

/** Steps or seconds, from the first to the last. @param counted whether they are whole numbers */
function abscissa(values: Extent | null, logarithmic: boolean, counted: boolean): FigureAxis {
  const reach = { ...(values ?? { low: 0, high: 1 }), from: plot.left, to: plot.right };
  if (logarithmic && values) return logarithmicAxis(reach);
  return linearAxis(reach, counted ? Math.min(8, Math.max(1, reach.high - reach.low)) : 8);
}

function ordinate(values: Extent | null, axis: ValueAxis): FigureAxis {
  const reach = { ...valueRange(values, axis), from: plot.bottom, to: plot.top };
  return axis.logarithmic ? logarithmicAxis(reach) : linearAxis(reach, 6);
}

function grid(x: FigureAxis, y: FigureAxis): readonly SvgNode[] {
  const muted = { fill: themed('muted') };
  return [
    ...x.ticks.flatMap(({ value, label }) => [
      straightLine([x.place(value), plot.top], [x.place(value), plot.bottom]),
      figureText(label, x.place(value), plot.bottom + 17, { 'text-anchor': 'middle', ...muted }),
    ]),
    ...y.ticks.flatMap(({ value, label }) => [
      straightLine([plot.left, y.place(value)], [plot.right, y.place(value)]),
      figureText(label, plot.left - 7, y.place(value) + 4, { 'text-anchor': 'end', ...muted }),
    ]),
  ];
}
