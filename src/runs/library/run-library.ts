import { CodedError } from '../../errors/coded-error';
import { headOf, summarise, type LibraryRecord, type RunEntry, type RunSummary } from './library-record';
import { encodeBody, encodeEntry, nameOf, readBody, readEntry } from './library-schema';
import type { RecordStore, Tables } from './record-store';
import { detectorKey, type StoredDetector } from './runs-store';

/** A stored run that cannot be shown; it stays until the user deletes it. */
export interface UnreadableRun {
  readonly id: string;
  /** Its title, as far as that can be seen. */
  readonly name: string;
  readonly reason: string;
}

/** A stored run as it is, readable or not: what an undo puts back. */
export interface StoredRun {
  readonly id: string;
  readonly entry: unknown;
  readonly body: unknown;
}

/** What the user says of a run. */
export interface RunLabels {
  readonly title: string;
  readonly pinned: boolean;
  readonly note: string;
}

/** A run to be stored. */
export interface NewRun {
  readonly entry: RunEntry;
  readonly record: LibraryRecord;
}

/** Why a run cannot be loaded. */
function runUnreadable(name: string, reason: string): CodedError<'run-unreadable'> {
  return new CodedError(
    'run-unreadable',
    `The run “${name}” cannot be read: ${reason}.`,
    'It was damaged, or written by another version of this page. It stays in Runs until you delete it there.',
  );
}

/** Why nothing was added: meanwhile another tab has stored something of that id or name. */
function nameTaken(key: string): CodedError<'taken'> {
  return new CodedError('taken', `“${key}” is taken.`, 'Try again.');
}

/** The runs of this browser. Each change is one transaction, so that tabs do not undo each other's. Methods reject where the browser keeps nothing, or has no space left. */
export interface RunLibrary {
  /** All lines, newest first; what cannot be read hides nothing else. */
  list(): Promise<{ readonly entries: readonly RunEntry[]; readonly unreadable: readonly UnreadableRun[] }>;
  /** Stores a run with its body. One that is there already, as its earlier part, keeps its title, pin and note. @returns its line */
  put(run: NewRun): Promise<RunEntry>;
  /** Changes what the user says of a run, and nothing else of it. @returns its line; null where the run is gone @throws CodedError `run-unreadable` */
  change(id: string, labels: Partial<RunLabels>): Promise<RunEntry | null>;
  /** Adds runs and detectors, all or none. @throws CodedError `taken` where one is there already */
  addAll(runs: readonly NewRun[], detectors: readonly StoredDetector[]): Promise<void>;
  /** The whole record. @throws CodedError `run-unreadable` */
  load(id: string): Promise<LibraryRecord>;
  /** Removes runs. @returns what was there */
  take(ids: readonly string[]): Promise<readonly StoredRun[]>;
  /** Puts back what {@link take} gave. */
  putBack(runs: readonly StoredRun[]): Promise<void>;
  /** The optimisation that the page showed last; null for none. */
  shown(): Promise<string | null>;
  setShown(id: string | null): Promise<void>;
}

/** The line of a new record. @param summary what `summarise` says, where it is known */
export function entryOf(record: LibraryRecord, summary: RunSummary = summarise(record)): RunEntry {
  return {
    head: headOf(record),
    summary,
    pinned: false,
    note: '',
    bytes: sizeOf(encodeBody(record)),
  };
}

/** Where it stands in `runs` which optimisation was shown last. */
export const shownKey = 'shown';

/** A line and its body. */
const both = ['library', 'library-bodies'] as const;

/** The library in these tables. */
export function createRunLibrary(store: RecordStore): RunLibrary {
  return {
    list: async () => {
      const [lines, bodies] = await store.transact('readonly', both, (tables) =>
        Promise.all([tables.entries('library'), tables.keys('library-bodies')]),
      );
      return sortOut(lines, bodies);
    },
    put: ({ entry, record }) =>
      store.transact('readwrite', both, async (tables) => {
        const former = readEntry(await tables.get('library', record.id));
        const kept = former.kind === 'read' ? withLabels(entry, labelsOf(former.value)) : entry;
        await putRun(tables, { entry: kept, record });
        return kept;
      }),
    change: (id, labels) =>
      store.transact('readwrite', ['library'], async (tables) => {
        const stored = await tables.get('library', id);
        if (stored === undefined) return null;
        const entry = readEntry(stored);
        if (entry.kind === 'refused') throw runUnreadable(nameOf(stored, id), entry.reason);
        const changed = withLabels(entry.value, labels);
        await tables.put('library', id, encodeEntry(changed));
        return changed;
      }),
    addAll: (runs, detectors) =>
      store.transact('readwrite', [...both, 'detectors'], async (tables) => {
        for (const detector of detectors) {
          const key = detectorKey(detector);
          if ((await tables.get('detectors', key)) !== undefined) throw nameTaken(key);
          await tables.put('detectors', key, detector);
        }
        for (const run of runs) {
          const { id } = run.record;
          if ((await tables.get('library', id)) !== undefined) throw nameTaken(id);
          await putRun(tables, run);
        }
      }),
    load: async (id) => {
      const [stored, body] = await store.transact('readonly', both, (tables) =>
        Promise.all([tables.get('library', id), tables.get('library-bodies', id)]),
      );
      if (stored === undefined)
        throw runUnreadable(id, 'it is gone: another tab has deleted it, or the browser has cleared its data');
      const entry = readEntry(stored);
      if (entry.kind === 'refused') throw runUnreadable(nameOf(stored, id), entry.reason);
      const record = readBody(entry.value.head, body);
      if (record.kind === 'refused') throw runUnreadable(entry.value.head.title, record.reason);
      return record.value;
    },
    take: (ids) =>
      store.transact('readwrite', both, async (tables) => {
        const taken: StoredRun[] = [];
        for (const id of ids) {
          const [entry, body] = await Promise.all([tables.get('library', id), tables.get('library-bodies', id)]);
          if (entry !== undefined || body !== undefined) taken.push({ id, entry, body });
          await tables.delete('library', id);
          await tables.delete('library-bodies', id);
        }
        return taken;
      }),
    putBack: (runs) =>
      store.transact('readwrite', both, async (tables) => {
        for (const { id, entry, body } of runs) {
          if (entry !== undefined) await tables.put('library', id, entry);
          if (body !== undefined) await tables.put('library-bodies', id, body);
        }
      }),
    shown: async () => {
      const id = await store.get('runs', shownKey);
      return typeof id === 'string' ? id : null;
    },
    setShown: (id) => (id === null ? store.delete('runs', shownKey) : store.put('runs', shownKey, id)),
  };
}

async function putRun(tables: Tables, { entry, record }: NewRun): Promise<void> {
  await tables.put('library', record.id, encodeEntry(entry));
  await tables.put('library-bodies', record.id, encodeBody(record));
}

/** What the user says of a run. */
export function labelsOf({ head: { title }, pinned, note }: RunEntry): RunLabels {
  return { title, pinned, note };
}

/** The line with other labels; a title is never empty. */
export function withLabels(entry: RunEntry, labels: Partial<RunLabels>): RunEntry {
  const { title, pinned, note } = { ...labelsOf(entry), ...labels };
  return { ...entry, head: { ...entry.head, title: title.trim() || entry.head.title }, pinned, note };
}

/** Lines that can be shown, and all the rest with its reason: broken lines, lines without a body, bodies without a line. */
function sortOut(lines: readonly (readonly [string, unknown])[], bodies: readonly string[]) {
  const entries: RunEntry[] = [];
  const unreadable: UnreadableRun[] = [];
  const orphans = new Set(bodies);
  for (const [id, value] of lines) {
    const read = readEntry(value);
    const hasBody = orphans.delete(id);
    if (read.kind === 'refused') unreadable.push({ id, name: nameOf(value, id), reason: read.reason });
    else if (hasBody) entries.push(read.value);
    else unreadable.push({ id, name: read.value.head.title, reason: 'its curves and results are missing' });
  }
  for (const id of orphans)
    unreadable.push({ id, name: id, reason: 'only curves or results are left, and nothing says of which run' });
  entries.sort((a, b) => (a.head.createdAt < b.head.createdAt ? 1 : -1));
  return { entries, unreadable };
}

/** Bytes of a body, about: its numbers and texts. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}
