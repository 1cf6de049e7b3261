import { wellFormedJson } from '../../formats/text/well-formed-json';
import { writeTfEvents } from '../../formats/tf-events';
import { curveLength, type CurveTable } from '../records/curve-table';

/** Columns that are no scalars of their own: they say where a point lies. */
const placing: readonly string[] = ['step', 'seconds'];

/**
 * The curves for TensorBoard: a scalar for each column; a value that is not finite stays NaN there.
 * @param startedAt seconds since 1970
 * @param about shown as a text beside the curves
 */
export function curvesTfEvents(table: CurveTable, startedAt: number, about: unknown): Uint8Array<ArrayBuffer> {
  const column = (name: string) => table.values[table.columns.indexOf(name)];
  const [steps, seconds] = [column('step'), column('seconds')];
  const scalars = table.columns.flatMap((name, i) =>
    placing.includes(name) ? [] : [{ name, values: table.values[i]! }],
  );
  return writeTfEvents(
    Array.from({ length: curveLength(table) }, (_, row) => ({
      wallTime: startedAt + (seconds?.[row] ?? 0),
      step: steps?.[row] ?? row,
      scalars: scalars.map(({ name, values }) => [name, values[row]!] as const),
      ...(row === 0 ? { texts: [['about', `\`\`\`json\n${wellFormedJson(about, 1)}\n\`\`\``] as const] } : {}),
    })),
  );
}

/** TensorBoard looks for files that begin so; the rest says when and where. */
export function tfEventsFileName(startedAt: number): string {
  return `events.out.tfevents.${String(Math.floor(startedAt)).padStart(10, '0')}.playground`;
}
