import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Tables of stored things; keys are texts. */
export type TableName = 'runs' | 'detectors';

/** Key-value tables in IndexedDB; tests bring their own. */
export interface RecordStore {
  put(table: TableName, key: string, value: unknown): Promise<void>;
  get(table: TableName, key: string): Promise<unknown>;
  /** All values, in the order of their keys. */
  values(table: TableName): Promise<readonly unknown[]>;
  delete(table: TableName, key: string): Promise<void>;
}

const tables: readonly TableName[] = ['runs', 'detectors'];

type Schema = DBSchema & Record<TableName, { key: string; value: unknown }>;

/** @throws DOMException where the browser allows no IndexedDB */
export async function openIndexedDb(name: string): Promise<RecordStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, 1, {
    upgrade: (fresh) => {
      for (const table of tables) fresh.createObjectStore(table);
    },
    // Another tab with a newer page must not wait for this one.
    blocking: () => database.close(),
  });
  return {
    put: async (table, key, value) => void (await database.put(table, value, key)),
    get: (table, key) => database.get(table, key),
    values: (table) => database.getAll(table),
    delete: (table, key) => database.delete(table, key),
  };
}
