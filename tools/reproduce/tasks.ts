import type { ReproduceOptions } from './options';
import type { RowName } from './rows';

/** One row to be trained with one seed. */
export interface Task {
  readonly row: RowName;
  readonly seed: number;
}

/** Seed by seed, each with every row: a table that is stopped early compares all of them. */
export function tasksOf({ rows, seeds }: Pick<ReproduceOptions, 'rows' | 'seeds'>): readonly Task[] {
  return seeds.flatMap((seed) => rows.map((row) => ({ row, seed })));
}
