import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LineLook } from '../../runs/figures/line-looks';
import { chartTicks, legendMarkers, type TickKind } from './chart-parts';
import { useResolvedTheme } from './use-resolved-theme';

/** A line of a chart. */
export interface ChartLine {
  readonly look: LineLook;
  /** What is not of its look. @param colour of the look, in the theme */
  readonly series: (colour: string) => uPlot.Series;
}

/** How a chart is laid out. It stays the same object for as long as it says the same. */
export interface ChartLayout {
  /** Of the abscissae, and how the legend tells them. */
  readonly x: { readonly ticks: TickKind; readonly scale: uPlot.Scale; readonly series: uPlot.Series };
  /** `size`: pixels for the labels; `space`: from one grid line to the next, at least. */
  readonly y: {
    readonly ticks: TickKind;
    readonly scale: uPlot.Scale;
    readonly size: number;
    readonly space: number;
  };
  readonly lines: readonly ChartLine[];
  /** Charts with the same key move their cursors together. */
  readonly syncKey?: string | undefined;
}

/** What a chart draws, now and whenever it is told of a change. It stays the same object for as long as it says the same. */
export interface ChartSource {
  readonly read: () => uPlot.AlignedData;
  readonly subscribe?: (onChange: () => void) => () => void;
}

interface ChartProps {
  readonly label: string;
  readonly className?: string;
  readonly height: number;
  readonly layout: ChartLayout;
  readonly source: ChartSource;
  /** What stands over the chart. */
  readonly children?: ReactNode;
}

/** Curves on a canvas (uPlot): new values are drawn without React. */
export function Chart({ label, className = '', height, layout, source, children }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useResolvedTheme();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const plot = new uPlot(chartOptions(element, height, layout), source.read(), element);
    const unsubscribe = source.subscribe?.(() => plot.setData(source.read()));
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      unsubscribe?.();
      observer.disconnect();
      plot.destroy();
    };
    // The colours are read from the theme's custom properties.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [height, layout, source, theme]);
  useEffect(() => {
    host.current?.querySelectorAll('canvas').forEach((canvas) => canvas.setAttribute('aria-hidden', 'true'));
  });
  return (
    <figure className={`chart ${className}`} aria-label={label}>
      <div ref={host} />
      {children}
    </figure>
  );
}

function chartOptions(element: HTMLElement, height: number, { x, y, lines, syncKey }: ChartLayout): uPlot.Options {
  const style = getComputedStyle(element);
  const colourOf = (colour: string) => style.getPropertyValue(`--${colour}`).trim();
  const axis = {
    stroke: colourOf('muted'),
    font: `11px ${style.fontFamily}`,
    grid: { stroke: colourOf('grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth || 400,
    height,
    padding: [10, 12, 0, 0],
    cursor: { y: false, points: { size: 6 }, ...(syncKey === undefined ? {} : { sync: { key: syncKey } }) },
    legend: {
      live: true,
      markers: legendMarkers(
        lines.map(({ look }) => look),
        colourOf,
      ),
    },
    scales: { x: { time: false, ...x.scale }, y: y.scale },
    axes: [
      { ...axis, ...chartTicks(x.ticks, 60), size: 22 },
      { ...axis, ...chartTicks(y.ticks, y.space), size: y.size },
    ],
    series: [
      x.series,
      ...lines.map(({ look: { colour, dash, width = 1.6 }, series }): uPlot.Series => {
        const stroke = colourOf(colour);
        return { stroke, width, dash: [...dash], ...series(stroke) };
      }),
    ],
  };
}
