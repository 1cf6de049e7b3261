/** Curves of a run: named columns of equal length, one row per step. */
export interface CurveTable {
  readonly columns: readonly string[];
  /** One array per column. */
  readonly values: readonly Float64Array[];
}

/** Number of rows. */
export function curveLength(table: CurveTable): number {
  return table.values[0]?.length ?? 0;
}

/** The first rows. */
export function firstRows({ columns, values }: CurveTable, rows: number): CurveTable {
  return { columns, values: values.map((column) => column.slice(0, rows)) };
}
