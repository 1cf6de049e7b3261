import * as v from 'valibot';
import { headOf, summarise, type LibraryRecord, type RunEntry } from './library-record';
import { encodeBody, encodeEntry, nameOf, readBody, readEntry } from './library-schema';
import { openIndexedDb, type Change, type RecordStore } from './record-store';
import { optimisationRunSchema, wholeOffsets } from './run-schema';

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

/** Why a run cannot be loaded. */
export class RunUnreadableError extends Error {
  constructor(name: string, reason: string) {
    super(`The run “${name}” cannot be read: ${reason}.`);
    this.name = 'RunUnreadableError';
  }
}

/** The runs of this browser. Methods reject where it keeps nothing, or has no space left. */
export interface RunLibrary {
  /** All lines, newest first; what cannot be read hides nothing else. */
  list(): Promise<{ readonly entries: readonly RunEntry[]; readonly unreadable: readonly UnreadableRun[] }>;
  /** Stores a run with its body, in one transaction; replaces the former of its id. */
  put(entry: RunEntry, record: LibraryRecord): Promise<void>;
  /** Stores a line anew: its title, pin and note; the body stays. */
  update(entry: RunEntry): Promise<void>;
  /** The whole record. @throws RunUnreadableError */
  load(id: string): Promise<LibraryRecord>;
  /** Removes runs, in one transaction. @returns what was there */
  take(ids: readonly string[]): Promise<readonly StoredRun[]>;
  /** Puts back what {@link take} gave. */
  putBack(runs: readonly StoredRun[]): Promise<void>;
  /** The optimisation that the page showed last; null for none. */
  shown(): Promise<string | null>;
  setShown(id: string | null): Promise<void>;
}

/** The line of a new record. */
export function entryOf(record: LibraryRecord): RunEntry {
  return {
    head: headOf(record),
    summary: summarise(record),
    pinned: false,
    note: '',
    bytes: sizeOf(encodeBody(record)),
  };
}

const shownKey = 'shown';
/** Where the only stored run was kept before there was a library. */
const formerKey = 'last';

/** The library of this page; it opens with the first request. */
export function createRunLibrary(open: () => Promise<RecordStore> = () => openIndexedDb('clip-the-gap')): RunLibrary {
  let opened: Promise<RecordStore> | null = null;
  const records = () => (opened ??= open().then(withFormerRun));
  return {
    list: async () => {
      const entries: RunEntry[] = [];
      const unreadable: UnreadableRun[] = [];
      for (const [id, value] of await (await records()).entries('library')) {
        const read = readEntry(value);
        if (read.kind === 'read') entries.push(read.value);
        else unreadable.push({ id, name: nameOf(value, id), reason: read.reason });
      }
      entries.sort((a, b) => (a.head.createdAt < b.head.createdAt ? 1 : -1));
      return { entries, unreadable };
    },
    put: async (entry, record) => (await records()).write(putting(entry, record)),
    update: async (entry) => (await records()).put('library', entry.head.id, encodeEntry(entry)),
    load: async (id) => {
      const tables = await records();
      const [stored, body] = await Promise.all([tables.get('library', id), tables.get('library-bodies', id)]);
      const entry = readEntry(stored);
      if (entry.kind === 'refused') throw new RunUnreadableError(nameOf(stored, id), entry.reason);
      const record = readBody(entry.value.head, body);
      if (record.kind === 'refused') throw new RunUnreadableError(entry.value.head.title, record.reason);
      return record.value;
    },
    take: async (ids) => {
      const tables = await records();
      const runs = await Promise.all(
        ids.map(async (id) => ({
          id,
          entry: await tables.get('library', id),
          body: await tables.get('library-bodies', id),
        })),
      );
      await tables.write(
        ids.flatMap((key): Change[] => [
          { kind: 'delete', table: 'library', key },
          { kind: 'delete', table: 'library-bodies', key },
        ]),
      );
      return runs.filter(({ entry, body }) => entry !== undefined || body !== undefined);
    },
    putBack: async (runs) =>
      (await records()).write(
        runs.flatMap(({ id, entry, body }): Change[] => [
          ...(entry === undefined ? [] : [change('library', id, entry)]),
          ...(body === undefined ? [] : [change('library-bodies', id, body)]),
        ]),
      ),
    shown: async () => {
      const id = await (await records()).get('runs', shownKey);
      return typeof id === 'string' ? id : null;
    },
    setShown: async (id) =>
      id === null ? (await records()).delete('runs', shownKey) : (await records()).put('runs', shownKey, id),
  };
}

function putting(entry: RunEntry, record: LibraryRecord): readonly Change[] {
  const { id } = entry.head;
  return [change('library', id, encodeEntry(entry)), change('library-bodies', id, encodeBody(record))];
}

function change(table: 'library' | 'library-bodies', key: string, value: unknown): Change {
  return { kind: 'put', table, key, value };
}

/** The last run as it was stored before there was a library. */
const formerRunSchema = v.object({
  run: optimisationRunSchema,
  offsets: v.nullable(wholeOffsets(v.instance(Float32Array))),
});

async function withFormerRun(tables: RecordStore): Promise<RecordStore> {
  try {
    await migrateFormerRun(tables);
  } catch {
    // Without space it stays where it is, for the next visit; the library works without it.
  }
  return tables;
}

/** Takes the one run of earlier versions into the library, readable or not, in one transaction. */
async function migrateFormerRun(tables: RecordStore): Promise<void> {
  const former = await tables.get('runs', formerKey);
  if (former === undefined) return;
  const { success, output } = v.safeParse(formerRunSchema, former);
  const removal: Change = { kind: 'delete', table: 'runs', key: formerKey };
  if (!success) {
    await tables.write([change('library', formerKey, former), removal]);
    return;
  }
  const { run, offsets } = output;
  const record = offsets === null ? run : ({ ...run, offsets: { kind: 'full', offsets } } as const);
  await tables.write([
    ...putting(entryOf(record), record),
    { kind: 'put', table: 'runs', key: shownKey, value: record.id },
    removal,
  ]);
}

/** Bytes of a body, about: its numbers and texts. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}
