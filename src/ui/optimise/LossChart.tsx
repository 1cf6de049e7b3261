import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Curve } from '../../runs/records/curve';
import { formatLoss } from '../format';
import { countedAxis, legendMarkers, logarithmicScale } from '../common/chart-parts';
import { useResolvedTheme } from '../common/use-resolved-theme';

export interface ChartSeries {
  /** Column of the curve. */
  readonly column: string;
  readonly label: string;
  /** Custom property that holds the colour. */
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
  /** Whether every value has a dot: for what is measured seldom. */
  readonly points?: boolean;
  /** How the newest value is written. */
  readonly format?: (value: number | null | undefined) => string;
}

interface LossChartProps {
  readonly curve: Curve | null;
  readonly series: readonly ChartSeries[];
  readonly logarithmic: boolean;
  readonly height: number;
  readonly label: string;
  /** Shown while there is nothing to draw. */
  readonly empty: string;
  /** Length of the whole run, so that the curve grows into its final place. */
  readonly total?: number | undefined;
  /** Charts with the same key move their cursors together. */
  readonly syncKey?: string | undefined;
  /** One of several small charts. */
  readonly compact?: boolean | undefined;
}

/** Live curves on a canvas: new rows come from the curve once a frame, without React. */
export function LossChart(props: LossChartProps) {
  const { curve, series, logarithmic, height, label, empty, total, syncKey, compact } = props;
  const host = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLDivElement>(null);
  const theme = useResolvedTheme();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const plot = new uPlot(
      options(element, { series, logarithmic, height, total, syncKey, compact }),
      chartData(curve, series, logarithmic),
      element,
    );
    const draw = () => {
      plot.setData(chartData(curve, series, logarithmic));
      if (note.current) note.current.hidden = (curve?.length ?? 0) > 0;
    };
    draw();
    const unsubscribe = curve?.subscribe(draw);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      unsubscribe?.();
      observer.disconnect();
      plot.destroy();
    };
    // The colours are read from the theme's custom properties.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [curve, series, logarithmic, height, theme, total, syncKey, compact]);
  useEffect(() => {
    host.current?.querySelectorAll('canvas').forEach((canvas) => canvas.setAttribute('aria-hidden', 'true'));
  });
  return (
    <figure className="chart" aria-label={label}>
      <div ref={host} />
      <div ref={note} className="chart-empty">
        {empty === '' ? null : <span>{empty}</span>}
      </div>
    </figure>
  );
}

function chartData(curve: Curve | null, series: readonly ChartSeries[], logarithmic: boolean): uPlot.AlignedData {
  if (!curve) return [[], ...series.map(() => [])];
  const columns = series.map(({ column }) => curve.column(column));
  // A logarithmic axis has no place for zero: the l1 term is exactly zero in the first iteration.
  const drawable = logarithmic
    ? columns.map((column) => Array.from(column, (value) => (value > 0 ? value : null)))
    : columns;
  return [curve.column('step'), ...drawable] as uPlot.AlignedData;
}

type Appearance = Pick<LossChartProps, 'series' | 'logarithmic' | 'height' | 'total' | 'syncKey' | 'compact'>;

function options(
  element: HTMLElement,
  { series, logarithmic, height, total, syncKey, compact = false }: Appearance,
): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const font = `11px ${style.fontFamily}`;
  const axis = {
    stroke: colour('--muted'),
    font,
    grid: { stroke: colour('--grid'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth || 400,
    height,
    padding: [10, 12, 0, 0],
    cursor: { y: false, points: { size: 6 }, ...(syncKey === undefined ? {} : { sync: { key: syncKey } }) },
    legend: {
      live: true,
      markers: legendMarkers(series.map(({ colour: name, dash = [] }) => ({ colour: colour(name), dash }))),
    },
    scales: {
      x: { time: false, range: (_plot, min, max) => [Math.min(0, min ?? 0), Math.max((total ?? 1) - 1, max ?? 0, 1)] },
      y: logarithmic
        ? logarithmicScale('whole')
        : { range: (_plot, min, max) => [Math.min(0, min ?? 0), (max ?? 1) * 1.06 || 1] },
    },
    axes: [
      {
        ...axis,
        ...countedAxis,
        size: 22,
        space: 60,
        values: (_plot, splits) => splits.map((split) => split.toLocaleString('en')),
      },
      {
        ...axis,
        size: 46,
        space: compact ? 22 : 28,
        values: (_plot, splits) => splits.map((split) => (split === null ? '' : String(Number(split.toPrecision(3))))),
      },
    ],
    series: [
      { label: 'Step', value: (plot, value) => (value ?? plot.data[0]?.at(-1))?.toLocaleString('en') ?? '–' },
      ...series.map(
        ({ label, colour: name, width = 1.6, dash, points = false, format = formatLoss }): uPlot.Series => ({
          label,
          stroke: colour(name),
          width,
          ...(dash ? { dash: [...dash] } : {}),
          points: { show: points, size: 7 },
          // Without a cursor the legend tells the newest value.
          value: (plot, value, index) => format(value ?? plot.data[index]?.at(-1)),
        }),
      ),
    ],
  };
}
