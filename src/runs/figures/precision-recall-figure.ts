import { svgDocument, svgElement } from '../../formats/figures/svg';
import { decimate } from '../../math/decimate';
import { linearAxis } from './figure-axis';
import { figurePath, figureText, gridColour, legendEntry, mostPoints, mutedColour, round } from './figure-parts';

/** One small plot of the figure. */
export interface PrecisionRecallPlot {
  /** Name of the class. */
  readonly title: string;
  readonly objects: number;
  /** One a detector, in the order of the labels: points of rising recall, 0 to 1. */
  readonly curves: readonly (readonly (readonly [recall: number, precision: number])[])[];
}

export interface PrecisionRecallFigure {
  readonly title: string;
  /** Detectors. */
  readonly labels: readonly string[];
  readonly plots: readonly PrecisionRecallPlot[];
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const width = 760;
const margin = 20;
const top = 40;

/** Precision over recall, a plot for each class, as SVG on white. */
export function precisionRecallFigure({ title, labels, plots, about }: PrecisionRecallFigure): string {
  const columns = Math.min(plots.length, 4) || 1;
  const cell = (width - 2 * margin) / columns;
  const cellHeight = Math.min(cell * 0.86, 360);
  const rows = Math.ceil(plots.length / columns);
  const legendTop = top + rows * cellHeight + 26;
  const each = Math.max(2, Math.floor(mostPoints / Math.max(1, plots.length * labels.length)));
  return svgDocument(
    { width, height: round(legendTop + labels.length * 19), title, metadata: about },
    figureText(title, margin, 22, { 'font-size': 14, 'font-weight': 600 }),
    ...plots.map((plot, i) =>
      smallPlot(
        plot,
        margin + (i % columns) * cell,
        top + Math.floor(i / columns) * cellHeight,
        cell,
        cellHeight,
        each,
      ),
    ),
    ...labels.map((label, i) => legendEntry(label, i, margin + 34, legendTop + i * 19, width - 2 * margin - 34)),
  );
}

function smallPlot(
  { title, objects, curves }: PrecisionRecallPlot,
  left: number,
  above: number,
  cell: number,
  height: number,
  points: number,
): string {
  const [x1, x2, y1, y2] = [left + 34, left + cell - 10, above + height - 34, above + 24];
  const x = linearAxis({ low: 0, high: 1, from: x1, to: x2 }, 2);
  const y = linearAxis({ low: 0, high: 1, from: y1, to: y2 }, 2);
  const line = (ax: number, ay: number, bx: number, by: number) =>
    svgElement('line', { x1: round(ax), y1: round(ay), x2: round(bx), y2: round(by), stroke: gridColour });
  const small = { 'font-size': 10, fill: mutedColour };
  return [
    figureText(`${title}, ${objects} objects`, x1, above + 14),
    ...x.ticks.flatMap(({ value, label }) => [
      line(x.place(value), y1, x.place(value), y2),
      figureText(label, x.place(value), y1 + 12, { ...small, 'text-anchor': 'middle' }),
    ]),
    ...y.ticks.flatMap(({ value, label }) => [
      line(x1, y.place(value), x2, y.place(value)),
      figureText(label, x1 - 4, y.place(value) + 3, { ...small, 'text-anchor': 'end' }),
    ]),
    figureText('recall', (x1 + x2) / 2, y1 + 25, { ...small, 'text-anchor': 'middle' }),
    figureText('precision', x1 - 25, (y1 + y2) / 2, {
      ...small,
      'text-anchor': 'middle',
      transform: `rotate(-90 ${round(x1 - 25)} ${round((y1 + y2) / 2)})`,
    }),
    ...curves.map((curve, i) => {
      const precisions = curve.map(([, precision]) => precision);
      const kept = decimate(precisions, points).map((index) => curve[index]!);
      return kept.length === 0
        ? ''
        : figurePath(
            kept.map(([recall, precision]) => [x.place(recall), y.place(precision)] as const),
            i,
          );
    }),
  ].join('');
}
