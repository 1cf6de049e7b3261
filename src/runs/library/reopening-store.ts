import { recordStoreOver, type RecordStore } from './record-store';

interface Connection {
  readonly tables: Promise<RecordStore>;
}

/** What the owner of a database hears of it. */
export interface StoreEvents {
  /** Something was changed through this store. */
  readonly onChange?: () => void;
  /** The browser has ended the connection: what was stored may be gone. */
  readonly onLost?: () => void;
}

/**
 * A database that opens with the first request, and opens again when the browser has closed it: its data was cleared, or another page upgraded it.
 * Where it cannot be opened, a request rejects, and the next one tries again.
 * @param open connects, and calls `onClosed` when that connection ends
 */
export function reopeningStore(
  open: (onClosed: () => void) => Promise<RecordStore>,
  { onChange, onLost }: StoreEvents = {},
): RecordStore {
  let current: Connection | null = null;
  const drop = (connection: Connection) => {
    if (current === connection) current = null;
  };
  const connect = (): Connection => {
    if (current) return current;
    const connection: Connection = {
      tables: open(() => {
        drop(connection);
        onLost?.();
      }),
    };
    connection.tables.catch(() => drop(connection));
    current = connection;
    return connection;
  };
  return recordStoreOver(async (mode, names, work) => {
    const connection = connect();
    const transact = async ({ tables }: Connection) => (await tables).transact(mode, names, work);
    let result;
    try {
      result = await transact(connection);
    } catch (error) {
      const opened = await connection.tables.then(
        () => true,
        () => false,
      );
      if (!opened || (current === connection && !isClosed(error))) throw error;
      drop(connection);
      result = await transact(connect());
    }
    if (mode === 'readwrite') onChange?.();
    return result;
  });
}

function isClosed(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'InvalidStateError';
}
