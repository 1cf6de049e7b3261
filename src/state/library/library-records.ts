import type { LibraryRecord } from '../../runs/library/library-record';
import { loadRun } from './kept-runs';
import { store } from '../store/store';

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
