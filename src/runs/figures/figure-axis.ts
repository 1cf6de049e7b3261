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
  // Of a negative zero the label would have a sign.
  for (let i = Math.ceil(low / step - 1e-9) + 0; i * step <= low + span * (1 + 1e-9); i++) ticks.push(i * step);
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

/** A number at a grid line. */
export function tickLabel(value: number): string {
  const rounded = Number(value.toPrecision(6));
  const size = Math.abs(rounded);
  const text =
    size !== 0 && (size < 1e-3 || size >= 1e6)
      ? rounded.toExponential()
      : rounded.toLocaleString('en', { maximumSignificantDigits: 6 });
  return text.replace('-', '−');
}

/** The lowest and the highest of some values. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** @returns null without any value */
export function extentOf(values: Iterable<number>): Extent | null {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { low, high } : null;
}

/** What an axis of values shows. */
export interface ValueAxis {
  readonly logarithmic: boolean;
  /** Whether it begins at 0, or at whole powers of ten, and so stays where it is while values come; else it is close to its values. */
  readonly steady: boolean;
}

/** The ends of an axis of values. @param values of the curves, above 0 on a logarithmic axis; null without any */
export function valueRange(values: Extent | null, { logarithmic, steady }: ValueAxis): Extent {
  if (values === null) return logarithmic ? { low: 0.1, high: 10 } : { low: 0, high: 1 };
  const { low, high } = values;
  if (logarithmic) {
    if (!steady) return { low: low / 1.1, high: high * 1.1 };
    // Below it powers of ten round to zero.
    const first = Math.max(-307, Math.floor(Math.log10(low)));
    const last = Math.ceil(Math.log10(high));
    return { low: 10 ** first, high: 10 ** Math.max(last, first + 1) };
  }
  if (steady) return { low: Math.min(0, low), high: high > 0 ? high * 1.06 : 1 };
  const room = (high - low || Math.abs(low) || 1) * 0.06;
  // What is never below 0 gets no room there.
  return { low: low >= 0 ? Math.max(0, low - room) : low - room, high: high + room };
}
