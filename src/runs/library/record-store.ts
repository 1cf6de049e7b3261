import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** Tables of stored things; keys are texts. */
export const tableNames = ['runs', 'detectors', 'library', 'library-bodies'] as const;
export type TableName = (typeof tableNames)[number];

/** What can be done with tables. */
export interface Tables {
  /** Undefined where the key is not there. */
  get(table: TableName, key: string): Promise<unknown>;
  /** In their order. */
  keys(table: TableName): Promise<readonly string[]>;
  /** All keys with their values, in the order of the keys. */
  entries(table: TableName): Promise<readonly (readonly [string, unknown])[]>;
  put(table: TableName, key: string, value: unknown): Promise<void>;
  delete(table: TableName, key: string): Promise<void>;
}

/**
 * Runs `work` in one transaction over some tables: all that it does or none of it, and nobody else between.
 * It may wait for nothing but these tables, or the transaction ends before.
 */
export type Transact = <Result>(
  mode: 'readonly' | 'readwrite',
  tables: readonly TableName[],
  work: (tables: Tables) => Promise<Result>,
) => Promise<Result>;

/** Key-value tables in IndexedDB; tests bring their own. Each of its own methods is one transaction. */
export interface RecordStore extends Tables {
  readonly transact: Transact;
}

/** A store from its transactions alone. */
export function recordStoreOver(transact: Transact): RecordStore {
  return {
    transact,
    get: (table, key) => transact('readonly', [table], (tables) => tables.get(table, key)),
    keys: (table) => transact('readonly', [table], (tables) => tables.keys(table)),
    entries: (table) => transact('readonly', [table], (tables) => tables.entries(table)),
    put: (table, key, value) => transact('readwrite', [table], (tables) => tables.put(table, key, value)),
    delete: (table, key) => transact('readwrite', [table], (tables) => tables.delete(table, key)),
  };
}

type Schema = DBSchema & Record<TableName, { key: string; value: unknown }>;

/** Version 1 had `runs` and `detectors` only. */
const databaseVersion = 2;

/**
 * @param onClosed called when this connection ends: the browser has cleared the page's data, or a newer page needs the database
 * @throws DOMException where the browser allows no IndexedDB; a VersionError where a newer page has changed the database
 */
export async function openIndexedDb(name: string, onClosed: () => void): Promise<RecordStore> {
  const database: IDBPDatabase<Schema> = await openDB<Schema>(name, databaseVersion, {
    upgrade: (changing) => {
      for (const table of tableNames) if (!changing.objectStoreNames.contains(table)) changing.createObjectStore(table);
    },
    // Another tab with a newer page must not wait for this one.
    blocking: () => {
      database.close();
      onClosed();
    },
    terminated: onClosed,
  });
  return recordStoreOver(async (mode, names, work) => {
    // Strict: what the page says that it keeps outlasts a crash of the machine, too. The browser refuses writing in a transaction that only reads.
    const transaction = database.transaction([...names], mode as 'readwrite', { durability: 'strict' });
    const tables: Tables = {
      get: (table, key) => transaction.objectStore(table).get(key),
      keys: (table) => transaction.objectStore(table).getAllKeys(),
      entries: async (table) => {
        const from = transaction.objectStore(table);
        const [keys, values] = await Promise.all([from.getAllKeys(), from.getAll()]);
        return keys.map((key, i) => [key, values[i]] as const);
      },
      put: async (table, key, value) => void (await transaction.objectStore(table).put(value, key)),
      delete: (table, key) => transaction.objectStore(table).delete(key),
    };
    try {
      const [result] = await Promise.all([work(tables), transaction.done]);
      return result;
    } catch (error) {
      abort(transaction);
      throw error;
    }
  });
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
