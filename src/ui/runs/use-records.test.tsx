import { describe, expect, it, vi } from 'vitest';
import { renderHook } from 'vitest-browser-react';
import type { LibraryRecord, RunEntry } from '../../runs/library/library-record';
import { entryOf } from '../../runs/library/run-library';
import { exampleRun } from '../../runs/testing';
import { useRecords } from './use-records';

const records = ['a', 'b', 'c'].map((id) => exampleRun(id));
const entries = records.map((record) => entryOf(record));

/** A storage that answers when it is told to. */
function slowStorage() {
  const waiting = new Map<string, { resolve: (record: LibraryRecord) => void; reject: (error: Error) => void }>();
  const load = vi.fn<(id: string) => Promise<LibraryRecord>>(
    (id) => new Promise((resolve, reject) => waiting.set(id, { resolve, reject })),
  );
  const asked = () => load.mock.calls.map(([id]) => id);
  return { load, asked, waiting };
}

async function readRecords(first: readonly RunEntry[]) {
  const storage = slowStorage();
  const hook = await renderHook((shown?: readonly RunEntry[]) => useRecords(shown ?? first, storage.load));
  const kinds = () => hook.result.current.map(({ kind }) => kind);
  return { ...storage, ...hook, kinds };
}

describe('useRecords', () => {
  it('asks for each record once, however they arrive', async () => {
    const { asked, waiting, kinds } = await readRecords(entries);
    expect(kinds()).toEqual(['loading', 'loading', 'loading']);
    waiting.get('b')!.resolve(records[1]!);
    await expect.poll(kinds).toEqual(['loading', 'ready', 'loading']);
    waiting.get('a')!.reject(new Error('It is damaged.'));
    await expect.poll(kinds).toEqual(['failed', 'ready', 'loading']);
    waiting.get('c')!.resolve(records[2]!);
    await expect.poll(kinds).toEqual(['failed', 'ready', 'ready']);
    expect(asked()).toEqual(['a', 'b', 'c']);
  });

  it('keeps a record where its run is renamed, or others are chosen beside it', async () => {
    const { asked, waiting, kinds, rerender } = await readRecords(entries.slice(0, 1));
    waiting.get('a')!.resolve(records[0]!);
    await expect.poll(kinds).toEqual(['ready']);
    const [a, b] = entries as [RunEntry, RunEntry];
    await rerender([b, { ...a, head: { ...a.head, title: 'renamed' } }]);
    expect(kinds()).toEqual(['loading', 'ready']);
    expect(asked()).toEqual(['a', 'b']);
  });

  it('asks again for one that has grown, and shows the former until it is there', async () => {
    const { result, asked, waiting, kinds, rerender } = await readRecords(entries.slice(0, 1));
    const former = waiting.get('a')!;
    former.resolve(records[0]!);
    await expect.poll(kinds).toEqual(['ready']);
    const grown = { ...records[0]!, title: 'grown' };
    await rerender([entryOf(grown)]);
    expect(result.current).toEqual([{ kind: 'ready', record: records[0] }]);
    expect(asked()).toEqual(['a', 'a']);
    waiting.get('a')!.resolve(grown);
    await expect.poll(() => result.current).toEqual([{ kind: 'ready', record: grown }]);
  });
});
