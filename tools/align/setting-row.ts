import { alignment, cosineMatrix, withoutMean } from '../../src/math/alignment';
import { mean } from '../../src/math/statistics';
import { norm } from '../../src/math/vector';

/** How well the offsets of one setting agree with the true shifts of the same conditions: a row of docs/alignment.md. */
export interface SettingRow {
  /** Mean cosine with the shift to the own weather, and with those to all others. */
  readonly own: number;
  readonly others: number;
  /** Offsets whose own weather is their largest cosine, of how many. */
  readonly right: number;
  readonly judged: number;
  /** From the own weather to the largest other one. */
  readonly margin: number;
  readonly smallestMargin: number;
  /** The same after both sides lost what all of them share. */
  readonly apart: { readonly own: number; readonly right: number; readonly margin: number };
  /** Mean length of an offset over that of its true shift. */
  readonly length: number;
}

/** @param learned `[C]` each, in the order of `truth` */
export function settingRow(learned: readonly Float32Array[], truth: readonly Float32Array[]): SettingRow {
  const answers = truth.map((_, at) => at);
  const found = alignment(cosineMatrix(learned, truth), answers);
  const apart = alignment(cosineMatrix(withoutMean(learned), withoutMean(truth)), answers);
  return {
    own: found.meanDiagonal,
    others: found.meanOffDiagonal,
    right: found.right,
    judged: found.judged,
    margin: found.meanMargin,
    smallestMargin: Math.min(...found.rows.map((row) => row?.margin ?? Infinity)),
    apart: { own: apart.meanDiagonal, right: apart.right, margin: apart.meanMargin },
    length: mean(learned.map((offset, at) => norm(offset) / norm(truth[at]!))),
  };
}

/** The row as a line of a Markdown table. */
export function settingLine(title: string, row: SettingRow): string {
  const { own, others, right, judged, margin, smallestMargin, apart, length } = row;
  const cells = [
    title,
    own.toFixed(2),
    others.toFixed(2),
    `${right} of ${judged}`,
    margin.toFixed(2),
    smallestMargin.toFixed(2),
    apart.own.toFixed(2),
    `${apart.right} of ${judged}`,
    apart.margin.toFixed(2),
    length.toFixed(2),
  ];
  return `| ${cells.join(' | ')} |`;
}
