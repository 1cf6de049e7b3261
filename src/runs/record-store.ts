import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Tables of stored things; keys are texts. */
export const tableNames = ['runs', 'detectors', 'library', 'library-bodies'] as const;
export type TableName = (typeof tableNames)[number];

/** A value to be put in, or a key to be removed. */
export type Change =
  | { readonly kind: 'put'; readonly table: TableName; readonly key: string; readonly value: unknown }
  | { readonly kind: 'delete'; readonly table: TableName; readonly key: string };

/** Key-value tables in IndexedDB; tests bring their own. */
export interface RecordStore {
  put(table: TableName, key: string, value: unknown): Promise<void>;
  get(table: TableName, key: string): Promise<unknown>;
  /** All keys with their values, in the order of the keys. */
  entries(table: TableName): Promise<readonly (readonly [string, unknown])[]>;
  delete(table: TableName, key: string): Promise<void>;
  /** All changes or none, whatever happens in between. */
  write(changes: readonly Change[]): Promise<void>;
}

type Schema = DBSchema & Record<TableName, { key: string; value: unknown }>;

/** Version 1 had `runs` and `detectors` only. */
const databaseVersion = 2;

/** @throws DOMException where the browser allows no IndexedDB */
export async function openIndexedDb(name: string): Promise<RecordStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, databaseVersion, {
    upgrade: (changing) => {
      for (const table of tableNames) if (!changing.objectStoreNames.contains(table)) changing.createObjectStore(table);
    },
    // Another tab with a newer page must not wait for this one.
    blocking: () => database.close(),
  });
  return {
    put: async (table, key, value) => void (await database.put(table, value, key)),
    get: (table, key) => database.get(table, key),
    entries: async (table) => {
      const transaction = database.transaction(table);
      const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      return keys.map((key, i) => [key, values[i]] as const);
    },
    delete: (table, key) => database.delete(table, key),
    write: async (changes) => {
      if (changes.length === 0) return;
      const transaction = database.transaction([...new Set(changes.map(({ table }) => table))], 'readwrite');
      const apply = (change: Change) => {
        const table = transaction.objectStore(change.table);
        return change.kind === 'put' ? table.put(change.value, change.key) : table.delete(change.key);
      };
      try {
        await Promise.all([...changes.map(async (change) => void (await apply(change))), transaction.done]);
      } catch (error) {
        abort(transaction);
        throw error;
      }
    },
  };
}

function abort(transaction: { abort(): void; readonly done: Promise<void> }): void {
  // The failure that led here is the one to be told, not that the transaction then ended.
  transaction.done.catch(() => undefined);
  try {
    transaction.abort();
  } catch {
    // It has aborted by itself, as it does when the space runs out.
  }
}
