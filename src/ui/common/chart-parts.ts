import type uPlot from 'uplot';

/** Distances between grid lines of what is counted: whole ones only. */
const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((factor) => factor * 10 ** power)).flat();

/** For an axis of steps, images or anything else that is counted. */
export const countedAxis: Pick<uPlot.Axis, 'incrs'> = { incrs: wholeSteps };

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
