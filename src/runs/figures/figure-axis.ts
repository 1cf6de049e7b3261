/** From a range of values to a range of pixels, with the places of its grid lines. */
export interface FigureAxis {
  readonly place: (value: number) => number;
  readonly ticks: readonly { readonly value: number; readonly label: string }[];
}

interface AxisRange {
  readonly low: number;
  readonly high: number;
  /** Pixels of low and high. */
  readonly from: number;
  readonly to: number;
}

/** Grid lines at 1, 2 or 5 times a power of ten, about as many as wished. */
export function linearAxis({ low, high, from, to }: AxisRange, wished: number): FigureAxis {
  const span = high - low || 1;
  const raw = span / wished;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= raw * 0.999) ?? power * 10;
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= low + span * (1 + 1e-9); i++) ticks.push(i * step);
  return {
    place: (value) => from + ((value - low) / span) * (to - from),
    ticks: ticks.map((value) => ({ value, label: tickLabel(value) })),
  };
}

/** Grid lines at powers of ten; within few of them at their doubles and fives, too. @param low above 0 */
export function logarithmicAxis({ low, high, from, to }: AxisRange): FigureAxis {
  const [first, last] = [Math.log10(low), Math.log10(high)];
  const span = last - first || 1;
  const factors = span < 2 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(first); power <= last; power++)
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (value >= low * 0.999 && value <= high * 1.001) ticks.push(value);
    }
  return {
    place: (value) => from + ((Math.log10(value) - first) / span) * (to - from),
    ticks: ticks.map((value) => ({ value, label: tickLabel(value) })),
  };
}

function tickLabel(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 1e-3 || size >= 1e6) ? rounded.toExponential() : String(rounded).replace('-', '−');
}
