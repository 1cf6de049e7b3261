import type uPlot from 'uplot';
import { linearAxis, logarithmicAxis, tickLabel, valueRange, type ValueAxis } from '../../runs/figures/figure-axis';
import type { LineLook } from '../../runs/figures/line-looks';

/** What a chart's axis shows: numbers, powers of ten, or steps, images and whatever else is counted. */
export type TickKind = 'linear' | 'logarithmic' | 'counted';

/**
 * Grid lines at the places of a figure's, with its labels.
 * @param space pixels from one to the next, at least
 */
export function chartTicks(kind: TickKind, space: number): Pick<uPlot.Axis, 'space' | 'splits' | 'values'> {
  return {
    space,
    splits: ({ bbox }, axis, low, high) => {
      const pixels = (axis === 0 ? bbox.width : bbox.height) / devicePixelRatio;
      return ticksOf(kind, low, high, Math.max(1, pixels / space));
    },
    values: (_plot, splits) => splits.map((value) => (value === null ? '' : tickLabel(value))),
  };
}

/** @param wished how many there are, about */
export function ticksOf(kind: TickKind, low: number, high: number, wished: number): number[] {
  const range = { low, high, from: 0, to: 1 };
  const { ticks } =
    kind === 'logarithmic'
      ? logarithmicAxis(range)
      : // Between two steps there is nothing to mark.
        linearAxis(range, kind === 'counted' ? Math.min(wished, Math.max(1, high - low)) : wished);
  return ticks.map(({ value }) => value);
}

/** The scale of values with the ends of a figure's axis; an empty chart has one, too: without it, what stands beside the chart would move into its place. */
export function valueScale(axis: ValueAxis): uPlot.Scale {
  return {
    // uPlot's enumeration of distributions exists in its types only: 3 is logarithmic.
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
    distr: axis.logarithmic ? 3 : 1,
    range: (_plot, min: number | null, max: number | null): uPlot.Range.MinMax => {
      const none = min === null || max === null || (axis.logarithmic && min <= 0);
      const { low, high } = valueRange(none ? null : { low: min, high: max }, axis);
      return [low, high];
    },
  };
}

/**
 * A swatch for each series of the legend, solid, dashed or dotted as the series is drawn.
 * @param looks of the series, without the abscissae
 * @param colourOf the value of a look's colour
 */
export function legendMarkers(
  looks: readonly LineLook[],
  colourOf: (colour: LineLook['colour']) => string,
): uPlot.Legend.Markers {
  return {
    width: 0,
    fill: (_plot, index) => {
      const look = looks[index - 1];
      return look ? dashedFill(colourOf(look.colour), look.dash) : 'none';
    },
  };
}

/** A CSS background that repeats a canvas's dashes: lengths of line and gap in turns, none for a solid line. */
export function dashedFill(colour: string, dash: readonly number[]): string {
  if (dash.length === 0) return colour;
  let at = 0;
  const stops = dash.map((length, i) => {
    const from = at;
    at += length;
    return `${i % 2 === 0 ? colour : 'transparent'} ${from}px ${at}px`;
  });
  return `repeating-linear-gradient(90deg, ${stops.join(', ')})`;
}
