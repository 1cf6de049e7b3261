import { useRef } from 'react';
import { forestFigure, type ForestRow } from '../../runs/figures/forest-figure';
import { slopeDrawing, slopeFigure, type SlopeLine } from '../../runs/figures/slope-figure';
import type { ExportItem } from '../../state/exports/download';
import { FigureDrawing } from '../charts/FigureDrawing';
import { ExportMenu } from '../common/ExportMenu';
import { useElementSize } from '../common/use-element-size';
import { ForestPlot } from './ForestPlot';

/** A figure as files. @param name of the files, without an ending */
export type FigureExports = (label: string, name: string, draw: () => string) => readonly ExportItem[];

interface MethodFiguresProps {
  readonly effects: readonly ForestRow[];
  readonly slopes: readonly SlopeLine[];
  /** What the numbers are of, for the files. */
  readonly title: string;
  readonly exportsOf: FigureExports;
  /** Name of the row whose details are shown. */
  readonly opened: string | null;
  readonly onOpen: (row: string, opener: HTMLButtonElement) => void;
}

/** In less room the texts of the slopes would lie on each other; the drawing is then shown smaller. */
const leastWidth = 430;

const effectLabel = 'points of AP50 on four unseen domains, 95 %';

/** What each method changes on weather never seen, and how much every row loses on the way there. */
export function MethodFigures({ effects, slopes, title, exportsOf, opened, onOpen }: MethodFiguresProps) {
  const forest = { title, xLabel: effectLabel, rows: effects, about: { figure: 'forest', rows: effects } };
  const slope = { title, lines: slopes, about: { figure: 'slopes', lines: slopes } };
  return (
    <div className="method-figures">
      <figure className="stack">
        <figcaption className="row-head">
          <h3>Against no augmentation</h3>
          <ExportMenu
            name="Export the figure of differences"
            items={exportsOf('Differences', 'differences', () => forestFigure(forest))}
          />
        </figcaption>
        <ForestPlot figure={forest} opened={opened} onOpen={onOpen} />
      </figure>
      <figure className="stack">
        <figcaption className="row-head">
          <h3>Source against unseen</h3>
          <ExportMenu
            name="Export the figure of source and unseen"
            items={exportsOf('Source and unseen', 'source-and-unseen', () => slopeFigure(slope))}
          />
        </figcaption>
        <Slopes figure={slope} />
      </figure>
    </div>
  );
}

function Slopes({ figure }: { readonly figure: Parameters<typeof slopeDrawing>[0] }) {
  const ref = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(ref);
  const label = `AP50 in percent, source and mean of four unseen domains: ${figure.lines
    .map(({ title, source, unseen }) => `${title} ${source.toFixed(1)} and ${unseen.toFixed(1)}`)
    .join('; ')}`;
  return (
    <div ref={ref} className="method-figure">
      {width === 0 ? null : <FigureDrawing drawing={slopeDrawing(figure, Math.max(leastWidth, width))} label={label} />}
    </div>
  );
}
