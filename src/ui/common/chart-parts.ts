import uPlot from 'uplot';

/** Distances between grid lines of what is counted: whole ones only. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat();

/** For an axis of steps, images or anything else that is counted. */
export const countedAxis: Pick<uPlot.Axis, 'incrs'> = { incrs: wholeSteps };

/**
 * A logarithmic axis around its values; an empty chart has one, too: without it, what stands beside the chart would move into its place.
 * @param decades whether it ends at whole ones, or at parts of them close to the values
 */
export function logarithmicScale(decades: 'whole' | 'part') {
  return {
    // uPlot's enumeration of distributions exists in its types only: 3 is logarithmic.
    // oxlint-disable-next-line typescript/no-unsafe-enum-assignment
    distr: 3,
    range: (_plot: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax =>
      min !== null && max !== null && min > 0 && max > 0
        ? uPlot.rangeLog(min, max, 10, decades === 'whole')
        : [0.1, 10],
  } satisfies uPlot.Scale;
}

/**
 * A swatch for each series of the legend, solid, dashed or dotted as the series is drawn.
 * @param looks of the series, without the abscissae
 */
export function legendMarkers(
  looks: readonly { readonly colour: string; readonly dash: readonly number[] }[],
): uPlot.Legend.Markers {
  return {
    width: 0,
    fill: (_plot, index) => {
      const look = looks[index - 1];
      return look ? dashedFill(look.colour, look.dash) : 'none';
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
