import type { LibraryRecord } from '../library/library-record';
import type { TrainingRun } from './run-record';

/** Points of a curve; NaN where nothing was measured. */
export interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What the horizontal axis shows. */
export type Abscissa = 'step' | 'seconds';

/** Validation stands beside the columns of the curves under this name. */
export const validationColumn = 'validation_ap50';
/** AP of the watched domain. */
export const watchedColumn = 'watched_ap50';

/** What of a record can be drawn, by name. */
export function seriesOf(record: LibraryRecord): readonly string[] {
  if (record.kind === 'evaluation') return [];
  const columns = record.curves.columns.filter((name) => name !== 'step' && name !== 'seconds');
  if (record.kind !== 'training' || record.validation.length === 0) return columns;
  return [...columns, validationColumn, ...(watchedPoints(record).length > 0 ? [watchedColumn] : [])];
}

/** The names that all of the records have, in the order of the first. */
export function commonSeries(records: readonly LibraryRecord[]): readonly string[] {
  const [first, ...others] = records.map(seriesOf);
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)));
}

/** The points of a series; none for a name that the record does not have. */
export function pointsOf(record: LibraryRecord, name: string, abscissa: Abscissa): Points {
  const none = { x: new Float64Array(), y: new Float64Array() };
  if (record.kind === 'evaluation') return none;
  const column = (wanted: string) => record.curves.values[record.curves.columns.indexOf(wanted)];
  const seconds = growing(column('seconds') ?? none.x);
  if (record.kind === 'training' && (name === validationColumn || name === watchedColumn)) {
    // After n steps is at the last of their rows; before the first step is where the curves begin.
    const place = (steps: number) => (abscissa === 'step' ? steps - 1 : (seconds[steps - 1] ?? NaN));
    const points = name === validationColumn ? record.validation : watchedPoints(record);
    return {
      x: Float64Array.from(points, ({ steps }) => (steps === 0 ? 0 : place(steps))),
      y: Float64Array.from(points, ({ map50 }) => map50),
    };
  }
  const y = column(name);
  const x = abscissa === 'step' ? column('step') : seconds;
  return y && x ? { x, y } : none;
}

function watchedPoints({ validation }: TrainingRun): TrainingRun['validation'] {
  return validation.flatMap(({ steps, watchedMap50 }) =>
    watchedMap50 === undefined ? [] : [{ steps, map50: watchedMap50 }],
  );
}

/** Times of a run that was interrupted may begin anew: each part then follows on the one before. */
function growing(seconds: Float64Array): Float64Array {
  let before = 0;
  return seconds.map((value, i) => {
    const last = seconds[i - 1] ?? value;
    if (value < last) before += last;
    return value + before;
  });
}
