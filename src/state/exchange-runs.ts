import { entryOf } from '../runs/run-library';
import type { LibraryRecord } from '../runs/library-record';
import { nameOf, readRecord } from '../runs/library-schema';
import { newRunId } from '../runs/run-identity';
import { loadRun, recordRun } from './run-library';
import { store } from './store';

/** What became of records that came from a file. */
export interface AddedRecords {
  readonly added: number;
  /** Those that the library has already. */
  readonly present: number;
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
}

/** The whole records of the library, or of some of it, in the order of the table; what cannot be read is named. */
export async function libraryRecords(ids?: readonly string[]): Promise<{
  readonly records: readonly LibraryRecord[];
  readonly unreadable: readonly { readonly name: string; readonly reason: string }[];
}> {
  const { runs, unreadableRuns } = store.getState();
  const records: LibraryRecord[] = [];
  const unreadable: { readonly name: string; readonly reason: string }[] = ids === undefined ? [...unreadableRuns] : [];
  for (const { head } of runs) {
    if (ids !== undefined && !ids.includes(head.id)) continue;
    try {
      records.push(await loadRun(head.id));
    } catch (error) {
      unreadable.push({ name: head.title, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { records, unreadable };
}

/** Adds records in their JSON form, as a file has them, each checked for itself. */
export async function importRecords(values: readonly unknown[]): Promise<AddedRecords> {
  const records: LibraryRecord[] = [];
  const refused: { readonly name: string; readonly reason: string }[] = [];
  values.forEach((value, index) => {
    const read = readRecord(value);
    if (read.kind === 'read') records.push(read.value);
    else refused.push({ name: nameOf(value, `record ${index + 1}`), reason: read.reason });
  });
  return { ...(await addRecords(records)), refused };
}

/** Adds records to the library: one that is there already is left alone, another one with the id of a stored one gets a new id. */
export async function addRecords(records: readonly LibraryRecord[]): Promise<AddedRecords> {
  let [added, present] = [0, 0];
  for (const record of records) {
    const clashing = store.getState().runs.find(({ head }) => head.id === record.id);
    if (clashing && clashing.head.createdAt === record.createdAt && clashing.head.kind === record.kind) {
      const { summary } = entryOf(record);
      if (JSON.stringify(summary) === JSON.stringify(clashing.summary)) {
        present++;
        continue;
      }
    }
    await recordRun(clashing ? { ...record, id: newRunId() } : record);
    added++;
  }
  return { added, present, refused: [] };
}
