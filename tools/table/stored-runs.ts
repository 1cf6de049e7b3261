import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import type { TwinRun } from '../twin/twin-run';
import { type TableRowName, tableRowNames } from './rows';

/** Where the table's runs are kept, one file each, as `npm run twin -- --results docs/table` writes them. */
export const tableFolder = join(root, 'docs/table');

/** A run of the table, tested on all five domains. */
export interface TableRun extends TwinRun {
  readonly row: TableRowName;
}

/**
 * The runs of a folder; one whose test is not done yet is not there yet.
 * @throws Error naming the files that cannot stand in one table: unknown rows, two budgets, two models, or other streets
 */
export function readTableRuns(folder: string = tableFolder): readonly TableRun[] {
  if (!existsSync(folder)) return [];
  const runs = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((file) => ({ file, run: JSON.parse(readFileSync(join(folder, file), 'utf8')) as TwinRun }))
    .filter(({ run }) => run.domains.length > 0);
  return checkTableRuns(runs);
}

interface NamedRun {
  readonly file: string;
  readonly run: TwinRun;
}

/** @throws Error as {@link readTableRuns} */
export function checkTableRuns(runs: readonly NamedRun[]): readonly TableRun[] {
  for (const { file, run } of runs)
    if (!isTableRow(run.row))
      throw new Error(`${file}: there is no row ${run.row} in the table. Add it to tools/table/rows.ts, or remove it.`);
  requireOne(runs, 'budgets', ({ steps }) => `${steps} steps`);
  requireOne(runs, 'models', ({ modelHash }) => modelHash);
  requireOne(runs, 'tests', ({ tested: { validation, test } }) => JSON.stringify({ validation, test }));
  requireOne(runs, 'tests of other conditions', ({ tested }) => tested.others && JSON.stringify(tested.others));
  requireOne(runs, 'tests under corruptions', ({ tested }) => tested.corrupted && JSON.stringify(tested.corrupted));
  const seen = new Map<string, string>();
  for (const { file, run } of runs) {
    const key = `${run.row}, seed ${run.seed}`;
    const former = seen.get(key);
    if (former !== undefined) throw new Error(`${former} and ${file} are both ${key}. Remove one.`);
    seen.set(key, file);
  }
  return runs.map(({ run }) => run as TableRun);
}

function isTableRow(name: string): name is TableRowName {
  return tableRowNames.some((known) => known === name);
}

/** @param value null where a run has none */
function requireOne(runs: readonly NamedRun[], what: string, value: (run: TwinRun) => string | null): void {
  const valued = runs.flatMap(({ file, run }) => {
    const own = value(run);
    return own === null ? [] : [{ file, own }];
  });
  const other = valued.find(({ own }) => own !== valued[0]!.own);
  if (other !== undefined)
    throw new Error(
      `A table has one of everything, and here are two ${what}: ${valued[0]!.own} in ${valued[0]!.file}, ${other.own} in ${other.file}. Remove the runs that do not belong to it.`,
    );
}
