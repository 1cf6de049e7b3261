import type { LibraryRecord, RunEntry } from '../runs/library-record';
import { encodeBody, encodeEntry } from '../runs/library-schema';
import { createRunLibrary, entryOf, type RunLibrary, type StoredRun } from '../runs/run-library';
import { reportError } from './report-error';
import { tellUnstored } from './storage-trouble';
import { measureStorage } from './storage-use';
import { store } from './store';

let library = createRunLibrary();

/** Runs that found no space; they live as long as the page. */
const unstored = new Map<string, LibraryRecord>();

/** Tests bring their own. */
export function provideRunLibrary(provided: RunLibrary): void {
  library = provided;
  unstored.clear();
}

/** Reads the lines of the library; runs that are in memory only stay among them. */
export async function readLibrary(): Promise<void> {
  try {
    const { entries, unreadable } = await library.list();
    const kept = store.getState().runs.filter(({ head }) => unstored.has(head.id));
    const stored = entries.filter(({ head }) => !unstored.has(head.id));
    store.setState({ runs: [...kept, ...stored], unreadableRuns: unreadable });
  } catch (error) {
    tellUnstored(error);
  }
  await measureStorage();
}

/** Every optimisation, training and evaluation ends here. One that goes on replaces its earlier part; its title, note and pin stay. */
export async function recordRun(record: LibraryRecord): Promise<void> {
  const former = store.getState().runs.find(({ head }) => head.id === record.id);
  const fresh = entryOf(record);
  const entry = former
    ? {
        ...former,
        ...fresh,
        head: { ...fresh.head, title: former.head.title },
        pinned: former.pinned,
        note: former.note,
      }
    : fresh;
  showEntry(entry);
  unstored.set(record.id, record);
  await storeRun(entry, record);
  await measureStorage();
}

async function storeRun(entry: RunEntry, record: LibraryRecord): Promise<void> {
  try {
    await library.put(entry, record);
    if (unstored.get(record.id) === record) unstored.delete(record.id);
  } catch (error) {
    tellUnstored(error, `The run “${entry.head.title}”`);
  }
  markUnstored();
}

/** Tries again to store what found no space. */
export async function storeAgain(): Promise<void> {
  for (const entry of store.getState().runs) {
    const record = unstored.get(entry.head.id);
    if (record) await storeRun(entry, record);
  }
  await measureStorage();
}

/** The whole record of a run. @throws RunUnreadableError */
export async function loadRun(id: string): Promise<LibraryRecord> {
  const record = unstored.get(id);
  if (!record) return library.load(id);
  const title = store.getState().runs.find(({ head }) => head.id === id)?.head.title ?? record.title;
  return { ...record, title };
}

/** Gives a run another title, pin or note. */
export async function changeRun(
  id: string,
  change: { readonly title?: string; readonly pinned?: boolean; readonly note?: string },
): Promise<void> {
  const entry = store.getState().runs.find(({ head }) => head.id === id);
  if (!entry) return;
  const { title = entry.head.title, pinned = entry.pinned, note = entry.note } = change;
  const changed = { ...entry, head: { ...entry.head, title: title.trim() || entry.head.title }, pinned, note };
  showEntry(changed);
  if (unstored.has(id)) return;
  try {
    await library.update(changed);
  } catch (error) {
    tellUnstored(error, `The change of “${changed.head.title}”`);
  }
}

/** Removes runs, readable or not; {@link undoDeletion} brings them back as long as the page is open. */
export async function deleteRuns(ids: readonly string[]): Promise<void> {
  const { runs, unreadableRuns } = store.getState();
  const gone = new Set(ids);
  const entries = runs.filter(({ head }) => gone.has(head.id));
  try {
    const stored = [...(await library.take(ids.filter((id) => !unstored.has(id)))), ...takeUnstored(entries)];
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
  await storeAgain();
}

function takeUnstored(entries: readonly RunEntry[]): StoredRun[] {
  return entries.flatMap((entry) => {
    const { id } = entry.head;
    const record = unstored.get(id);
    if (!record) return [];
    unstored.delete(id);
    return [{ id, entry: encodeEntry(entry), body: encodeBody(record) }];
  });
}

/** Brings back what was deleted last. */
export async function undoDeletion(): Promise<void> {
  const last = store.getState().deletedRuns.at(-1);
  if (!last) return;
  try {
    await library.putBack(last.stored);
    store.setState((state) => ({
      runs: [...last.entries, ...state.runs],
      unreadableRuns: [...last.unreadable, ...state.unreadableRuns],
      deletedRuns: state.deletedRuns.filter((deleted) => deleted !== last),
    }));
  } catch (error) {
    tellUnstored(error, 'What was deleted');
  }
  await measureStorage();
}

/** The optimisation that an earlier visit showed last; null where there is none, or it cannot be read. */
export async function shownRun(): Promise<LibraryRecord | null> {
  try {
    const id = await library.shown();
    return id === null ? null : await library.load(id);
  } catch {
    // The view of runs names what cannot be read; without it the page starts empty.
    return null;
  }
}

/** Remembers which optimisation the next visit shows. */
export async function setShownRun(id: string | null): Promise<void> {
  try {
    await library.setShown(id);
  } catch (error) {
    tellUnstored(error);
  }
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
