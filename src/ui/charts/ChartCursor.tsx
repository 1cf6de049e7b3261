import { useState, type KeyboardEvent, type ReactNode } from 'react';
import type uPlot from 'uplot';
import { type ChartZoom, zoomedAround } from './chart-zoom';

interface ChartCursorProps {
  /** Null until it is drawn. */
  readonly plot: uPlot | null;
  readonly zoom: ChartZoom;
  readonly children: ReactNode;
}

/** The values under the cursor for the keyboard: arrows go from row to row, + and − zoom around it, 0 shows all. */
export function ChartCursor({ plot, zoom, children }: ChartCursorProps) {
  const [row, setRow] = useState<number | null>(null);
  const rows = plot?.data[0].length ?? 0;
  const show = (wanted: number | null) => {
    setRow(wanted);
    if (plot) moveCursor(plot, wanted);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!plot || rows === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = Math.min(row ?? rows - 1, rows - 1);
    const step = event.shiftKey ? Math.max(1, Math.round(rows / 20)) : 1;
    const zoomBy = (factor: number) => zoom.set(zoomedAround(wholeOf(plot), shownOf(plot), plot.data[0][at]!, factor));
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => show(Math.max(0, at - step)),
      ArrowRight: () => show(Math.min(rows - 1, at + step)),
      Home: () => show(0),
      End: () => show(rows - 1),
      '+': () => zoomBy(0.5),
      '-': () => zoomBy(2),
      '0': () => zoom.set(null),
    };
    const act = keys[event.key];
    if (!act) return;
    // On a chart these keys are the chart's.
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className="chart-cursor"
      aria-label="Values of the chart: arrow keys, + and − to zoom, 0 for all"
      aria-valuemin={0}
      aria-valuemax={Math.max(0, rows - 1)}
      aria-valuenow={Math.max(0, Math.min(row ?? rows - 1, rows - 1))}
      aria-valuetext={plot && rows > 0 ? valuesText(plot, Math.min(row ?? rows - 1, rows - 1)) : 'no values yet'}
      onKeyDown={onKey}
      onBlur={() => show(null)}
    >
      {children}
    </div>
  );
}

/** Puts uPlot's cursor on a row; the legend then tells its values. */
function moveCursor(plot: uPlot, row: number | null): void {
  const x = row === null ? undefined : plot.data[0][row];
  plot.setCursor({ left: x === undefined ? -10 : plot.valToPos(x, 'x'), top: x === undefined ? -10 : 0 });
}

function wholeOf({ data: [x] }: uPlot) {
  return { min: x[0] ?? 0, max: x.at(-1) ?? 0 };
}

function shownOf(plot: uPlot) {
  const { min, max } = plot.scales['x']!;
  return { min: min ?? 0, max: max ?? 0 };
}

/** A row as the legend writes it. */
function valuesText(plot: uPlot, row: number): string {
  return plot.series
    .map(({ label, value, class: name }, index) => {
      if (name === 'raw-line') return '';
      const raw = plot.data[index]?.[row] ?? null;
      const text = typeof value === 'function' ? value(plot, raw as number, index, row) : String(raw);
      return `${typeof label === 'string' ? label : ''} ${text}`;
    })
    .filter((text) => text !== '')
    .join(', ');
}
