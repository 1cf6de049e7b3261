import { nestDrawing, svgDocument, svgElement, type Drawing } from '../../formats/figures/svg';
import { themed } from '../../formats/figures/figure-colours';
import { formatNumberOf } from '../../formats/text/count-words';
import { cutText, figureText, figureTitle, legendEntry, mostPoints, round } from './figure-parts';
import { sideLooks } from './line-looks';
import { unitPlot } from './unit-plot';

type Point = readonly [recall: number, precision: number];

/** One detector on one class. */
export interface PrecisionRecallCurve {
  /** Of rising recall, 0 to 1. */
  readonly points: readonly Point[];
  /** At the score threshold; null where nothing is above it. */
  readonly dot: Point | null;
}

/** One class. */
export interface PrecisionRecallPlot {
  /** Name of the class. */
  readonly title: string;
  readonly objects: number;
  readonly a: PrecisionRecallCurve;
  /** Null without a second detector. */
  readonly b: PrecisionRecallCurve | null;
}

export interface PrecisionRecallFigure {
  readonly title: string;
  /** Detectors. */
  readonly labels: readonly string[];
  readonly plots: readonly PrecisionRecallPlot[];
  /** What the dots are. */
  readonly note: string;
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

const width = 760;
const margin = 20;
const top = 40;
/** Of a class's name, above its plot. */
const heading = 20;
const sizes = { grid: { width: 150, height: 132 }, single: { width: 420, height: 300 } } as const;

/** Precision over recall of one class. @param plots how many there are: one alone is drawn larger */
export function precisionRecallPlot({ a, b }: PrecisionRecallPlot, plots: number): Drawing {
  const size = plots === 1 ? sizes.single : sizes.grid;
  const lines = [{ look: sideLooks.a, ...a }, ...(b ? [{ look: sideLooks.b, ...b }] : [])];
  const each = Math.max(2, Math.floor(mostPoints / (plots * lines.length)));
  return unitPlot({ xLabel: 'recall', yLabel: 'precision', lines }, size.width, size.height, each);
}

/** The plots of all classes with their legend, as SVG on white. */
export function precisionRecallFigure({ title, labels, plots, note, about }: PrecisionRecallFigure): string {
  const columns = Math.min(plots.length, 4) || 1;
  const cell = (width - 2 * margin) / columns;
  const size = plots.length === 1 ? sizes.single : sizes.grid;
  const scale = Math.min(cell / size.width, 320 / size.height);
  const row = heading + size.height * scale + 8;
  const legendTop = top + Math.ceil(plots.length / columns) * row + 22;
  const nodes = [
    figureTitle(title, margin),
    ...plots.flatMap((plot, i) => {
      const [x, y] = [margin + (i % columns) * cell, top + Math.floor(i / columns) * row];
      const named = `${cutText(plot.title, cell - 90)}, ${formatNumberOf(plot.objects, 'object')}`;
      return [
        figureText(named, x + 30 * scale, y + 14),
        nestDrawing(precisionRecallPlot(plot, plots.length), round(x), round(y + heading), scale),
      ];
    }),
    ...labels.flatMap((label, i) =>
      legendEntry(label, i === 0 ? sideLooks.a : sideLooks.b, margin, legendTop + i * 19, width - 2 * margin),
    ),
    svgElement('circle', { cx: margin + 13, cy: legendTop + labels.length * 19 - 4, r: 3.2, fill: themed('muted') }),
    figureText(note, margin + 33, legendTop + labels.length * 19, { fill: themed('muted') }),
  ];
  const height = round(legendTop + labels.length * 19 + 14);
  return svgDocument({ width, height, nodes }, { title, metadata: about });
}
