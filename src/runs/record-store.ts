import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Tables of stored things; keys are texts. */
export type TableName = 'runs' | 'prompts' | 'detectors' | 'checkpoints';

/** Key-value tables: IndexedDB, or memory where it is not to be had. */
export interface RecordStore {
  put(table: TableName, key: string, value: unknown): Promise<void>;
  get(table: TableName, key: string): Promise<unknown>;
  /** In the order of the keys. */
  entries(table: TableName): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
  delete(table: TableName, key: string): Promise<void>;
  clear(): Promise<void>;
}

const tables: readonly TableName[] = ['runs', 'prompts', 'detectors', 'checkpoints'];

type Schema = DBSchema & Record<TableName, { key: string; value: unknown }>;

/** Tables in memory; they end with the page. */
export function createMemoryStore(): RecordStore {
  const maps = new Map(tables.map((table) => [table, new Map<string, unknown>()]));
  const map = (table: TableName) => maps.get(table)!;
  return {
    put: async (table, key, value) => void map(table).set(key, value),
    get: async (table, key) => map(table).get(key),
    entries: async (table) =>
      [...map(table)].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1)),
    delete: async (table, key) => void map(table).delete(key),
    clear: async () => maps.forEach((each) => each.clear()),
  };
}

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
    entries: async (table) => {
      const transaction = database.transaction(table);
      const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
      return keys.map((key, index) => ({ key, value: values[index] }));
    },
    delete: (table, key) => database.delete(table, key),
    clear: async () => {
      const transaction = database.transaction(tables, 'readwrite');
      await Promise.all([...tables.map((table) => transaction.objectStore(table).clear()), transaction.done]);
    },
  };
}
