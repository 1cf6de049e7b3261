import { useRef } from 'react';
import { forestDrawing, pointsText, type ForestFigure } from '../../runs/figures/forest-figure';
import { FigureDrawing } from '../charts/FigureDrawing';
import { useElementSize } from '../common/use-element-size';

interface ForestPlotProps {
  readonly figure: ForestFigure;
  /** Name of the row whose details are shown. */
  readonly opened: string | null;
  readonly onOpen: (row: string, opener: HTMLButtonElement) => void;
}

/** The differences with their intervals; each row leads to its runs. */
export function ForestPlot({ figure, opened, onOpen }: ForestPlotProps) {
  const ref = useRef<HTMLDivElement>(null);
  const { width } = useElementSize(ref);
  const drawing = width === 0 ? null : forestDrawing(figure, width);
  return (
    <div ref={ref} className="method-figure">
      {drawing === null ? null : (
        <>
          <FigureDrawing drawing={drawing} label={figure.title} />
          {drawing.rows.map(({ name, top, height }, index) => {
            const row = figure.rows[index]!;
            return (
              <button
                key={name}
                type="button"
                className="figure-row"
                style={{ top, height }}
                aria-pressed={opened === name}
                aria-label={`${row.title}: ${pointsText(row)}${row.paper === null ? '' : `, the paper ${row.paper.toFixed(1)}`}. Show its runs`}
                title={row.paper === null ? pointsText(row) : `${pointsText(row)}; the paper: ${row.paper.toFixed(1)}`}
                onClick={({ currentTarget }) => onOpen(name, currentTarget)}
              />
            );
          })}
        </>
      )}
    </div>
  );
}
