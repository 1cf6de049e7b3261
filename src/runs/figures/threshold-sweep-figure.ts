import { nestDrawing, svgDocument, type Drawing } from '../../formats/figures/svg';
import type { OperatingPoint } from '../../metrics/threshold-sweep';
import { cutText, figureTitle, legendEntry } from './figure-parts';
import type { LineLook } from './line-looks';
import { unitPlot } from './unit-plot';

/** What a sweep shows, with the look of each line. */
export const sweepRates = [
  { key: 'precision', label: 'Precision', look: { colour: 'series-cosine', dash: [] } },
  { key: 'recall', label: 'Recall', look: { colour: 'series-l1', dash: [5, 2] } },
  { key: 'f1', label: 'F1', look: { colour: 'series-total', dash: [1.5, 2], width: 2 } },
] as const satisfies readonly {
  readonly key: keyof OperatingPoint;
  readonly label: string;
  readonly look: LineLook;
}[];

interface SweptRates {
  /** At rising score thresholds. */
  readonly points: readonly OperatingPoint[];
  /** At the chosen one, which is marked. */
  readonly now: OperatingPoint;
}

interface ThresholdSweepFigure extends SweptRates {
  readonly title: string;
  /** Kept inside, to know later what was drawn. */
  readonly about: unknown;
}

/** Precision, recall and F1 over the score threshold. */
export function thresholdSweepPlot({ points, now }: SweptRates): Drawing {
  const lines = sweepRates.map(({ key, look }) => ({
    look,
    points: points.flatMap((point) => (point[key] === null ? [] : [[point.scoreThresh, point[key]] as const])),
    dot: now[key] === null ? null : ([now.scoreThresh, now[key]] as const),
  }));
  return unitPlot({ xLabel: 'score threshold', yLabel: 'rate', lines, marker: now.scoreThresh }, 320, 220);
}

const margin = 20;
const scale = 1.6;

/** A sweep with its legend, as SVG on white. */
export function thresholdSweepFigure({ title, about, ...rates }: ThresholdSweepFigure): string {
  const plot = thresholdSweepPlot(rates);
  const width = Math.ceil(plot.width * scale) + 2 * margin;
  const legendTop = 40 + Math.ceil(plot.height * scale) + 22;
  const column = (width - 2 * margin) / sweepRates.length;
  const nodes = [
    figureTitle(cutText(title, width - 2 * margin, 14), margin),
    nestDrawing(plot, margin, 40, scale),
    ...sweepRates.flatMap(({ label, look }, i) => legendEntry(label, look, margin + i * column, legendTop, column)),
  ];
  return svgDocument({ width, height: legendTop + 18, nodes }, { title, metadata: about });
}
