import { expect, it } from 'vitest';
import { recordStoreOver, type RecordStore } from './record-store';
import { reopeningStore } from './reopening-store';
import { createMemoryStore } from '../testing';

/** Connections to one database, each of which can be closed as a browser closes it: with an event, or in silence. */
function database() {
  const kept = createMemoryStore();
  const connections: { closed: boolean; tell: () => void }[] = [];
  let refusal: Error | null = null;
  const open = async (onClosed: () => void): Promise<RecordStore> => {
    if (refusal) throw refusal;
    const connection = { closed: false, tell: onClosed };
    connections.push(connection);
    return recordStoreOver((mode, names, work) => {
      if (connection.closed) throw new DOMException('The database connection is closing.', 'InvalidStateError');
      return kept.transact(mode, names, work);
    });
  };
  return {
    open,
    connections,
    refuse: (reason: Error | null) => {
      refusal = reason;
    },
  };
}

it('opens with the first request, and once', async () => {
  const { open, connections } = database();
  const store = reopeningStore(open);
  expect(connections).toHaveLength(0);
  await Promise.all([store.put('runs', 'a', 1), store.put('runs', 'b', 2)]);
  expect(await store.entries('runs')).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(connections).toHaveLength(1);
});

it.each(['with an event', 'in silence'])('opens again after it was closed %s', async (way) => {
  const { open, connections } = database();
  let lost = 0;
  const store = reopeningStore(open, { onLost: () => lost++ });
  await store.put('runs', 'a', 1);
  connections[0]!.closed = true;
  if (way === 'with an event') connections[0]!.tell();
  await store.put('runs', 'b', 2);
  expect(await store.keys('runs')).toEqual(['a', 'b']);
  expect(connections).toHaveLength(2);
  expect(lost).toBe(way === 'with an event' ? 1 : 0);
});

it('tries to open at each request where it could not be opened', async () => {
  const { open, connections, refuse } = database();
  const store = reopeningStore(open);
  refuse(new Error('denied'));
  await expect(store.put('runs', 'a', 1)).rejects.toThrow('denied');
  refuse(null);
  await store.put('runs', 'a', 1);
  expect(connections).toHaveLength(1);
});

it('passes on what goes wrong in a transaction, once, and tells of changes only', async () => {
  const { open } = database();
  let changes = 0;
  const store = reopeningStore(open, { onChange: () => changes++ });
  let runs = 0;
  const failing = store.transact('readwrite', ['runs'], async (tables) => {
    runs++;
    await tables.put('runs', 'a', 1);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await store.keys('runs')).toEqual([]);
  expect([runs, changes]).toEqual([1, 0]);
  await store.put('runs', 'a', 1);
  expect(changes).toBe(1);
});
