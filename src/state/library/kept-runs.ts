import type { LibraryRecord, RunEntry, RunSummary } from '../../runs/library/library-record';
import { encodeBody, encodeEntry } from '../../runs/library/library-schema';
import {
  entryOf,
  labelsOf,
  withLabels,
  type NewRun,
  type RunLabels,
  type StoredRun,
} from '../../runs/library/run-library';
import { exampleRun } from '../store/example-slice';
import { reportError } from '../store/report-error';
import { storage } from './storage-access';
import { tellUnstored, type StoredAgain } from './storage-trouble';
import { measureStorage } from './storage-use';
import { store } from '../store/store';

/** Runs that found no space; they live as long as the page. */
const unstored = new Map<string, LibraryRecord>();

/** Forgets what is in memory only, as a reload does; for tests. */
export function forgetUnstoredRuns(): void {
  unstored.clear();
}

/** Whether a run is in memory only, or on its way to where it is kept. */
export function hasUnstoredRuns(): boolean {
  return unstored.size > 0;
}

/** Reads the lines of the library; runs that are in memory only stay among them. */
export async function readLibrary(): Promise<void> {
  try {
    const { entries, unreadable } = await storage().library.list();
    const kept = store.getState().runs.filter(({ head }) => unstored.has(head.id));
    const stored = entries.filter(({ head }) => !unstored.has(head.id));
    const runs = [...kept, ...stored];
    store.setState(({ selectedRuns, openedRun, exampleRuns }) => {
      const listed = new Set([...runs.map(({ head }) => head.id), ...exampleRuns.map(({ record }) => record.id)]);
      return {
        runs,
        unreadableRuns: unreadable,
        // Another tab may have deleted them.
        selectedRuns: selectedRuns.filter((id) => listed.has(id)),
        openedRun: openedRun !== null && listed.has(openedRun) ? openedRun : null,
      };
    });
  } catch (error) {
    tellUnstored(error);
  }
  await measureStorage();
}

/** Every optimisation, training and evaluation ends here. One that goes on replaces its earlier part; its title, note and pin stay. */
export async function recordRun(record: LibraryRecord, summary?: RunSummary): Promise<void> {
  const former = store.getState().runs.find(({ head }) => head.id === record.id);
  const fresh = entryOf(record, summary);
  const entry = former ? withLabels(fresh, labelsOf(former)) : fresh;
  showEntry(entry);
  unstored.set(record.id, record);
  try {
    await storeRun({ entry, record });
  } catch (error) {
    tellUnstored(error, `The run “${entry.head.title}”`);
  }
  void measureStorage();
}

async function storeRun(run: NewRun): Promise<void> {
  const { record } = run;
  try {
    const entry = await storage().library.put(run);
    if (unstored.get(record.id) !== record) return;
    unstored.delete(record.id);
    showEntry(entry);
  } finally {
    markUnstored();
  }
}

/** Tries again to store the runs that found no space. */
export async function storeRunsAgain(): Promise<StoredAgain> {
  const errors: unknown[] = [];
  let stored = 0;
  for (const entry of store.getState().runs) {
    const record = unstored.get(entry.head.id);
    if (!record) continue;
    try {
      await storeRun({ entry, record });
      stored++;
    } catch (error) {
      errors.push(error);
    }
  }
  await measureStorage();
  return { stored, errors };
}

/** The whole record of a run of the library or of the recorded example. @throws CodedError `run-unreadable` */
export async function loadRun(id: string): Promise<LibraryRecord> {
  const example = exampleRun(store.getState(), id);
  if (example) return example.record;
  const record = unstored.get(id);
  if (!record) return storage().library.load(id);
  const title = store.getState().runs.find(({ head }) => head.id === id)?.head.title ?? record.title;
  return { ...record, title };
}

/** Gives a run another title, pin or note, and leaves what another tab has changed as it is. */
export async function changeRun(id: string, labels: Partial<RunLabels>): Promise<void> {
  const entry = store.getState().runs.find(({ head }) => head.id === id);
  if (!entry) return;
  showEntry(withLabels(entry, labels));
  if (unstored.has(id)) return;
  const { title } = entry.head;
  try {
    const changed = await storage().library.change(id, labels);
    if (changed) return showEntry(changed);
    await readLibrary();
    store.getState().notify({
      tone: 'info',
      message: `“${title}” is gone.`,
      hint: 'Another tab has deleted it, or the browser has cleared its data. Undo in that tab brings it back.',
    });
  } catch (error) {
    tellUnstored(error, `The change of “${title}”`);
  }
}

/** Removes runs, readable or not; {@link undoDeletion} brings them back as long as the page is open. */
export async function deleteRuns(ids: readonly string[]): Promise<void> {
  const { runs, unreadableRuns } = store.getState();
  const gone = new Set(ids);
  const entries = runs.filter(({ head }) => gone.has(head.id));
  try {
    const stored = [...(await storage().library.take(ids.filter((id) => !unstored.has(id)))), ...takeUnstored(entries)];
    const unreadable = unreadableRuns.filter(({ id }) => gone.has(id));
    store.setState((state) => ({
      runs: state.runs.filter(({ head }) => !gone.has(head.id)),
      unreadableRuns: state.unreadableRuns.filter(({ id }) => !gone.has(id)),
      selectedRuns: state.selectedRuns.filter((id) => !gone.has(id)),
      openedRun: state.openedRun !== null && gone.has(state.openedRun) ? null : state.openedRun,
      deletedRuns: [...state.deletedRuns, { entries, unreadable, stored }],
    }));
  } catch (error) {
    reportError(error);
  }
  // There may be space now; if not, that has been said already.
  await storeRunsAgain();
}

function takeUnstored(entries: readonly RunEntry[]): StoredRun[] {
  const taken = entries.flatMap((entry) => {
    const { id } = entry.head;
    const record = unstored.get(id);
    if (!record) return [];
    unstored.delete(id);
    return [{ id, entry: encodeEntry(entry), body: encodeBody(record) }];
  });
  markUnstored();
  return taken;
}

/** Brings back what was deleted last. */
export async function undoDeletion(): Promise<void> {
  const last = store.getState().deletedRuns.at(-1);
  if (!last) return;
  try {
    await storage().library.putBack(last.stored);
    store.setState(({ deletedRuns }) => ({ deletedRuns: deletedRuns.filter((deleted) => deleted !== last) }));
    await readLibrary();
  } catch (error) {
    tellUnstored(error, 'What was deleted');
  }
}

/** The optimisation that an earlier visit showed last; null where there is none, or it cannot be read. */
export async function shownRun(): Promise<LibraryRecord | null> {
  try {
    const id = await storage().library.shown();
    return id === null ? null : await storage().library.load(id);
  } catch {
    // The view of runs names what cannot be read; without it the page starts empty.
    return null;
  }
}

/** Remembers which optimisation the next visit shows. */
export async function setShownRun(id: string | null): Promise<void> {
  try {
    await storage().library.setShown(id);
  } catch (error) {
    tellUnstored(error);
  }
}

/** Keeps runs that were to be stored and cannot be. */
export function keepRunsInMemory(runs: readonly NewRun[]): void {
  for (const { record } of runs) unstored.set(record.id, record);
  markUnstored();
}

/** Lists runs that have just been added, the first of them on top. */
export function showRuns(added: readonly NewRun[]): void {
  const ids = new Set(added.map(({ record }) => record.id));
  store.setState(({ runs }) => ({
    runs: [...added.map(({ entry }) => entry), ...runs.filter(({ head }) => !ids.has(head.id))],
  }));
  void measureStorage();
}

function showEntry(entry: RunEntry): void {
  store.setState(({ runs }) => ({
    runs: runs.some(({ head }) => head.id === entry.head.id)
      ? runs.map((other) => (other.head.id === entry.head.id ? entry : other))
      : [entry, ...runs],
  }));
}

function markUnstored(): void {
  store.setState({ unstoredRuns: new Set(unstored.keys()) });
}
