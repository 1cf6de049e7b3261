import { writeCsv } from '../../formats/tables/csv';
import { curveLength, type CurveTable } from './curve-table';

/** The curves of a run as `curves.csv`: one row per step, the column names as header. */
export function curvesCsv(table: CurveTable): string {
  const rows = Array.from({ length: curveLength(table) }, (_, row) => table.values.map((column) => column[row]!));
  return writeCsv(table.columns, rows);
}
