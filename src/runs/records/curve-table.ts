/** Curves of a run: named columns of equal length, one row per step. */
export interface CurveTable {
  readonly columns: readonly string[];
  /** One array per column. */
  readonly values: readonly Float64Array[];
}

/** Columns of every run of the optimisation step, before the pairs of each target. */
const optimisationColumns = ['step', 'seconds', 'loss_total', 'loss_cosine', 'loss_l1'] as const;

/** Columns of a training run. */
export const trainingColumns = [
  'step',
  'seconds',
  'loss_total',
  'loss_rpn_objectness',
  'loss_rpn_box',
  'loss_classification',
  'loss_box',
  'augmented',
  'learning_rate',
] as const;

/** `step, seconds, loss_total, loss_cosine, loss_l1`, then `cosine_j, l1_j` per target: the header of `curves.csv`. */
export function optimisationCurveColumns(targets: number): readonly string[] {
  return [
    ...optimisationColumns,
    ...Array.from({ length: targets }, (_, target) => [`cosine_${target}`, `l1_${target}`]).flat(),
  ];
}

/** Number of rows. */
export function curveLength(table: CurveTable): number {
  return table.values[0]?.length ?? 0;
}

/** The first rows. */
export function firstRows({ columns, values }: CurveTable, rows: number): CurveTable {
  return { columns, values: values.map((column) => column.slice(0, rows)) };
}
