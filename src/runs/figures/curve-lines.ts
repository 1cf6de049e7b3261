import { smooth } from '../../math/statistics';
import type { LineLook } from './line-looks';

/** Curves of one quantity, as charts and figures draw them. */
export interface CurveLines {
  readonly logX: boolean;
  readonly logY: boolean;
  /** Weight of the moving average, 0 (none) to 1; the raw lines then stay faint behind it. */
  readonly smoothing: number;
  readonly lines: readonly {
    readonly label: string;
    readonly look: LineLook;
    /** `[N]`, rising; what is not finite is left out, and on a logarithmic axis what is not above 0. */
    readonly x: ArrayLike<number>;
    /** `[N]`; what is not finite is a gap, and on a logarithmic axis what is not above 0. */
    readonly y: ArrayLike<number>;
    /** `[N]` each, below and above `y`: of a mean, which is smoothed already. */
    readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
  }[];
}

export interface DrawnLine {
  /** Of the curve that it shows. */
  readonly index: number;
  /** Behind a smoothed one. */
  readonly faint: boolean;
  readonly x: readonly number[];
  /** Null is a gap. */
  readonly y: readonly (number | null)[];
  /** Null where there is none. */
  readonly band: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] } | null;
  /** Whether every value has a dot, because there are few. */
  readonly dots: boolean;
}

/** With fewer values than this every one has a dot. */
const manyValues = 12;

/** What is drawn of each curve: the raw line where it is smoothed, then the one that is read. */
export function drawnLines({ lines, logX, logY, smoothing }: CurveLines): readonly (readonly DrawnLine[])[] {
  return lines.map(({ x, y, band }, index) => {
    const rows = Array.from({ length: y.length }, (_, row) => row).filter(
      (row) => Number.isFinite(x[row]) && (!logX || x[row]! > 0),
    );
    const drawable = (values: ArrayLike<number>) =>
      rows.map((row) => (Number.isFinite(values[row]) && (!logY || values[row]! > 0) ? values[row]! : null));
    const drawn = (values: ArrayLike<number>, faint: boolean): DrawnLine => ({
      index,
      faint,
      x: rows.map((row) => x[row]!),
      y: drawable(values),
      band: band ? { low: drawable(band.low), high: drawable(band.high) } : null,
      dots: !faint && y.length < manyValues,
    });
    return smoothing > 0 && !band ? [drawn(y, true), drawn(smooth(y, smoothing), false)] : [drawn(y, false)];
  });
}

/** The stretches of a line between its gaps. */
export function unbroken({
  x,
  y,
}: Pick<DrawnLine, 'x' | 'y'>): readonly (readonly (readonly [x: number, y: number])[])[] {
  const stretches: (readonly [number, number])[][] = [];
  let open = false;
  y.forEach((value, row) => {
    if (value !== null) {
      if (!open) stretches.push([]);
      stretches.at(-1)!.push([x[row]!, value]);
    }
    open = value !== null;
  });
  return stretches;
}
