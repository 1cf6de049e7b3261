import { useEffect, useLayoutEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { smooth } from '../../math/statistics';
import type { Points } from '../../runs/records/run-series';
import { countedAxis, legendMarkers, logarithmicScale } from '../common/chart-parts';
import { useResolvedTheme } from '../common/use-resolved-theme';
import { formatLoss } from '../format';
import type { LineStyle } from './line-styles';

export interface OverlayLine {
  readonly label: string;
  readonly points: Points;
  readonly style: LineStyle;
}

interface OverlayChartProps {
  readonly lines: readonly OverlayLine[];
  /** Weight of the past in the moving average; the raw line then stays behind, faint. */
  readonly smoothing: number;
  readonly abscissa: 'step' | 'seconds';
  readonly logX: boolean;
  readonly logY: boolean;
  readonly height: number;
  readonly label: string;
}

/** One quantity of several runs over each other, each with its own abscissae. */
export function OverlayChart({ lines, smoothing, abscissa, logX, logY, height, label }: OverlayChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useResolvedTheme();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const data = alignedData(lines, smoothing, logX, logY);
    const plot = new uPlot(options(element, { lines, smoothing, abscissa, logX, logY, height }), data, element);
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
    // The colours are read from the theme's custom properties.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [lines, smoothing, abscissa, logX, logY, height, theme]);
  useEffect(() => {
    host.current?.querySelectorAll('canvas').forEach((canvas) => canvas.setAttribute('aria-hidden', 'true'));
  });
  return (
    <figure className="chart overlay-chart" aria-label={label}>
      <div ref={host} />
    </figure>
  );
}

/** All lines over the union of their abscissae: for each the raw one where it is smoothed, then the one that is read. */
function alignedData(
  lines: readonly OverlayLine[],
  smoothing: number,
  logX: boolean,
  logY: boolean,
): uPlot.AlignedData {
  const tables = lines.map(({ points: { x, y } }): uPlot.AlignedData => {
    const rows = Array.from(x.keys()).filter((row) => Number.isFinite(x[row]) && (!logX || x[row]! > 0));
    // A gap, and what has no place on a logarithmic axis, is null.
    const drawable = (values: Float64Array) =>
      rows.map((row) => (Number.isFinite(values[row]) && (!logY || values[row]! > 0) ? values[row]! : null));
    const read = drawable(smooth(y, smoothing));
    return [rows.map((row) => x[row]!), ...(smoothing > 0 ? [drawable(y), read] : [read])];
  });
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

function newest(values: uPlot.AlignedData[number] | undefined): number | null {
  for (let row = (values?.length ?? 0) - 1; row >= 0; row--) {
    const value = values?.[row];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function options(
  element: HTMLElement,
  { lines, smoothing, abscissa, logX, logY, height }: Omit<OverlayChartProps, 'label'>,
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
  const looks = lines.flatMap(({ style: { colour: name, dash } }) => {
    const look = { colour: colour(name), dash };
    // The raw line has no entry of its own that is seen.
    return smoothing > 0 ? [look, look] : [look];
  });
  const short = (split: number | null) => (split === null ? '' : Number(split.toPrecision(3)).toLocaleString('en'));
  return {
    width: element.clientWidth || 400,
    height,
    padding: [10, 12, 0, 0],
    cursor: { y: false, points: { size: 6 }, sync: { key: 'runs' } },
    legend: { live: true, markers: legendMarkers(looks) },
    scales: {
      x: logX ? { time: false, ...logarithmicScale('part') } : { time: false },
      y: logY ? logarithmicScale('part') : {},
    },
    axes: [
      {
        ...axis,
        ...(abscissa === 'step' && !logX ? countedAxis : {}),
        size: 22,
        space: 60,
        values: (_plot, splits) => splits.map(short),
      },
      { ...axis, size: 52, space: 28, values: (_plot, splits) => splits.map(short) },
    ],
    series: [
      {
        label: abscissa === 'step' ? 'Step' : 'Seconds',
        value: (_plot, value) =>
          value === null || value === undefined ? '–' : Number(value.toPrecision(6)).toLocaleString('en'),
      },
      ...lines.flatMap(({ label, style: { colour: name, dash }, points }): uPlot.Series[] => {
        const stroke = colour(name);
        const few = points.x.length < 12;
        const line: uPlot.Series = {
          label,
          stroke,
          width: 1.8,
          ...(dash.length > 0 ? { dash: [...dash] } : {}),
          points: { show: few, size: 5 },
          // Without a cursor the legend tells the newest value.
          value: (plot, value, series, row) => formatLoss(row === null ? newest(plot.data[series]) : value),
        };
        return smoothing > 0
          ? [{ ...line, class: 'raw-line', stroke: `${stroke}59`, width: 1, dash: [], points: { show: false } }, line]
          : [line];
      }),
    ],
  };
}
