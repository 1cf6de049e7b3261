import { useMemo } from 'react';
import uPlot from 'uplot';
import { drawnLines, type CurveLines } from '../../runs/figures/curve-lines';
import { Chart } from '../charts/Chart';
import { bandLine, rawLine, type ChartLayout, type ChartLine } from '../charts/chart-options';
import { valueScale } from '../charts/chart-parts';
import { formatLoss } from '../format';

interface OverlayChartProps {
  /** It stays the same object for as long as it says the same. */
  readonly curves: CurveLines;
  readonly abscissa: 'step' | 'seconds';
  readonly height: number;
  readonly label: string;
}

/** One quantity of several runs over each other, each with its own abscissae. */
export function OverlayChart({ curves, abscissa, height, label }: OverlayChartProps) {
  const drawn = useMemo(() => drawnLines(curves), [curves]);
  const layout = useMemo(() => chartLayout(curves, drawn, abscissa), [curves, drawn, abscissa]);
  const source = useMemo(() => {
    const data = alignedData(drawn);
    return { read: () => data };
  }, [drawn]);
  return <Chart className="overlay-chart" label={label} height={height} layout={layout} source={source} />;
}

type DrawnCurves = ReturnType<typeof drawnLines>;

/** All lines over the union of their abscissae. */
function alignedData(drawn: DrawnCurves): uPlot.AlignedData {
  const tables = drawn.map((ofCurve): uPlot.AlignedData => [
    [...(ofCurve[0]?.x ?? [])],
    ...ofCurve.flatMap(({ y, band }) => [[...y], ...(band ? [[...band.low], [...band.high]] : [])]),
  ]);
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

/** The places of each band's ends among the lines. */
function bandsOf(drawn: DrawnCurves, lines: CurveLines['lines']): NonNullable<ChartLayout['bands']> {
  let next = 0;
  return drawn.flat().flatMap(({ index, band }) => {
    const place = next;
    next += band ? 3 : 1;
    return band ? [{ low: place + 1, high: place + 2, colour: lines[index]!.look.colour }] : [];
  });
}

function newest(values: uPlot.AlignedData[number] | undefined): number | null {
  for (let row = (values?.length ?? 0) - 1; row >= 0; row--) {
    const value = values?.[row];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function chartLayout(
  { lines, logX, logY }: CurveLines,
  drawn: DrawnCurves,
  abscissa: OverlayChartProps['abscissa'],
): ChartLayout {
  return {
    syncKey: 'runs',
    x: {
      ticks: logX ? 'logarithmic' : abscissa === 'step' ? 'counted' : 'linear',
      scale: logX ? valueScale({ logarithmic: true, steady: false }) : {},
      series: {
        label: abscissa === 'step' ? 'Step' : 'Seconds',
        value: (_plot, value) =>
          value === null || value === undefined ? '–' : Number(value.toPrecision(6)).toLocaleString('en'),
      },
    },
    y: {
      ticks: logY ? 'logarithmic' : 'linear',
      scale: valueScale({ logarithmic: logY, steady: false }),
      size: 52,
      space: 28,
    },
    lines: drawn.flatMap((ofCurve) =>
      ofCurve.flatMap(({ index, faint, dots, band }): ChartLine[] => {
        const { label, look } = lines[index]!;
        const line: ChartLine = {
          look,
          series: () => ({
            label,
            points: { show: dots, size: 5 },
            // Without a cursor the legend tells the newest value.
            value: (plot, value, series, row) => {
              const text = formatLoss(row === null ? newest(plot.data[series]) : value);
              if (!band) return text;
              const [middle, high] = [series, series + 2].map((at) =>
                row === null ? newest(plot.data[at]) : (plot.data[at]?.[row] ?? null),
              );
              return middle === null || high === null ? text : `${text} ± ${formatLoss(high! - middle!)}`;
            },
          }),
        };
        if (band) return [line, bandLine(look, `${label}, less`), bandLine(look, `${label}, more`)];
        return [faint ? rawLine(line) : line];
      }),
    ),
    bands: bandsOf(drawn, lines),
  };
}
