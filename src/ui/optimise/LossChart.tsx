import { useMemo, useSyncExternalStore } from 'react';
import type uPlot from 'uplot';
import { smooth } from '../../math/statistics';
import type { Curve } from '../../runs/records/curve';
import type { LineLook } from '../../runs/figures/line-looks';
import { Chart, type ChartSource } from '../charts/Chart';
import { rawLine, type ChartLayout, type ChartLine } from '../charts/chart-options';
import { valueScale } from '../charts/chart-parts';
import { formatLoss } from '../format';

export interface ChartSeries {
  /** Column of the curve. */
  readonly column: string;
  readonly label: string;
  readonly look: LineLook;
  /** Whether every value has a dot: for what is measured seldom. */
  readonly points?: boolean;
  /** How the newest value is written. */
  readonly format?: (value: number | null | undefined) => string;
}

interface LossChartProps {
  readonly curve: Curve | null;
  readonly series: readonly ChartSeries[];
  readonly logarithmic: boolean;
  /** Weight of the past in a moving average, 0 by default: the raw line then stays behind, faint. */
  readonly smoothing?: number;
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
export function LossChart({
  curve,
  series,
  logarithmic,
  smoothing = 0,
  height,
  label,
  empty,
  total,
  syncKey,
  compact = false,
}: LossChartProps) {
  const layout = useMemo(
    () => chartLayout({ series, logarithmic, smoothing, total, syncKey, compact }),
    [series, logarithmic, smoothing, total, syncKey, compact],
  );
  const source = useMemo(
    (): ChartSource => ({
      read: () => chartData(curve, series, { logarithmic, smoothing }),
      ...(curve ? { subscribe: (onChange) => curve.subscribe(onChange) } : {}),
    }),
    [curve, series, logarithmic, smoothing],
  );
  return (
    <Chart label={label} height={height} layout={layout} source={source}>
      <EmptyNote curve={curve} text={empty} />
    </Chart>
  );
}

const never = () => () => {};

/** It goes with the first row; later rows draw nothing here. */
function EmptyNote({ curve, text }: { readonly curve: Curve | null; readonly text: string }) {
  const empty = useSyncExternalStore(
    curve ? (onChange) => curve.subscribe(onChange) : never,
    () => (curve?.length ?? 0) === 0,
  );
  if (!empty || text === '') return null;
  return (
    <div className="chart-empty">
      <span>{text}</span>
    </div>
  );
}

function chartData(
  curve: Curve | null,
  series: readonly ChartSeries[],
  { logarithmic, smoothing }: { readonly logarithmic: boolean; readonly smoothing: number },
): uPlot.AlignedData {
  const lines = (values: Float64Array) => (smoothing > 0 ? [values, smooth(values, smoothing)] : [values]);
  if (!curve) return [[], ...series.flatMap(() => lines(new Float64Array()))];
  const columns = series.flatMap(({ column }) => lines(curve.column(column)));
  // A logarithmic axis has no place for zero: the l1 term is exactly zero in the first iteration.
  const drawable = logarithmic
    ? columns.map((column) => Array.from(column, (value) => (value > 0 ? value : null)))
    : columns;
  return [curve.column('step'), ...drawable] as uPlot.AlignedData;
}

function chartLayout({
  series,
  logarithmic,
  smoothing,
  total,
  syncKey,
  compact,
}: Pick<LossChartProps, 'series' | 'logarithmic' | 'total' | 'syncKey' | 'compact'> & {
  readonly smoothing: number;
}): ChartLayout {
  return {
    syncKey,
    x: {
      ticks: 'counted',
      scale: { range: (_plot, min, max) => [Math.min(0, min ?? 0), Math.max((total ?? 1) - 1, max ?? 0, 1)] },
      series: { label: 'Step', value: (plot, value) => (value ?? plot.data[0]?.at(-1))?.toLocaleString('en') ?? '–' },
    },
    y: {
      ticks: logarithmic ? 'logarithmic' : 'linear',
      scale: valueScale({ logarithmic, steady: true }),
      size: 46,
      space: compact ? 22 : 28,
    },
    lines: series.flatMap(({ label, look, points = false, format = formatLoss }) => {
      const line: ChartLine = {
        look,
        series: () => ({
          label,
          points: { show: points, size: 7 },
          // Without a cursor the legend tells the newest value.
          value: (plot, value, index) => format(value ?? plot.data[index]?.at(-1)),
        }),
      };
      return smoothing > 0 ? [rawLine(line), line] : [line];
    }),
  };
}
