import { cosineText } from '../records/cosine-text';

/** Cosines by row and column. */
export interface Matrix {
  /** What rows and columns are. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** NaN where there is none. */
    readonly values: readonly number[];
    /** The column that is this row's own; null for none. */
    readonly own: number | null;
  }[];
  /** Values that get no shade and the full one. */
  readonly range: readonly [low: number, high: number];
}

/** A cosine as a table and a figure show it. */
export interface MatrixCell {
  readonly text: string;
  /** Opacity of the heat behind it, from 0. */
  readonly shade: number;
  /** Place among the values of its row, 1 for the largest; null for none. */
  readonly rank: number | null;
  /** Whether it is the largest of its row. */
  readonly largest: boolean;
  /** Whether its column is the row's own. */
  readonly own: boolean;
}

export interface MatrixRow {
  readonly name: string;
  readonly cells: readonly MatrixCell[];
}

/** What every cell shows. */
export function matrixCells({ rows, range: [low, high] }: Matrix): readonly MatrixRow[] {
  return rows.map(({ name, values, own }) => ({
    name,
    cells: values.map((value, column) => {
      const rank = Number.isNaN(value) ? null : 1 + values.filter((other) => other > value).length;
      const share = (value - low) / (high - low || 1);
      return { text: cosineText(value), shade: shadeOf(share), rank, largest: rank === 1, own: column === own };
    }),
  }));
}

/** How opaque the heat behind a number is, so that the number still reads well in every theme. @param share 0 to 1, NaN for none */
export function shadeOf(share: number): number {
  return Number.isNaN(share) ? 0 : Math.round(Math.min(1, Math.max(0, share)) * 62) / 100;
}
