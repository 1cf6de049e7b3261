import type { ConfusionMatrix } from '../../metrics/confusion-matrix';
import type { FindingKind } from './evaluation-sides';

/** Boxes of one kind and class. */
export interface ConfusedBoxes {
  readonly kind: FindingKind;
  readonly classIndex: number;
}

export interface ConfusionRow {
  /** A class, or `background`. */
  readonly name: string;
  readonly total: number;
  readonly cells: readonly {
    readonly count: number;
    /** Of the row, 0 to 1. */
    readonly share: number;
    /** Which boxes these are. */
    readonly boxes: ConfusedBoxes;
  }[];
}

/** True classes against predicted ones; the last row is what is no object, the last column what was missed. */
export function confusionRows({ size, counts }: ConfusionMatrix, classes: readonly string[]): readonly ConfusionRow[] {
  return [...classes, 'background'].map((name, row) => {
    const ofRow = counts.subarray(row * size, (row + 1) * size);
    const total = ofRow.reduce((sum, value) => sum + value, 0);
    return {
      name,
      total,
      cells: Array.from(ofRow, (count, column) => ({
        count,
        share: total === 0 ? 0 : count / total,
        boxes: boxesOf(row, column, size - 1),
      })),
    };
  });
}

function boxesOf(row: number, column: number, background: number): ConfusedBoxes {
  if (column === background) return { kind: 'miss', classIndex: row };
  return { kind: row === column ? 'true-positive' : 'false-positive', classIndex: column };
}
