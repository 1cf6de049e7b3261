import { describe, expect, it } from 'vitest';
import { createMemoryStore } from './record-store';
import { openRunStore } from './store';
import { exampleRun } from './testing';

describe('openRunStore', () => {
  it('keeps runs, newest first', async () => {
    const store = await openRunStore(async () => createMemoryStore());
    await store.putRun(exampleRun('old', '2026-11-01T10:00:00.000Z'));
    await store.putRun(exampleRun('new', '2026-11-02T10:00:00.000Z'));
    expect((await store.listRuns()).map(({ id }) => id)).toEqual(['new', 'old']);
    expect(await store.getRun('old')).toEqual(exampleRun('old'));
    await store.deleteRun('old');
    expect(await store.getRun('old')).toBeNull();
    expect(store.notice()).toBeNull();
  });

  it('falls back to memory with a notice', async () => {
    const store = await openRunStore(() => Promise.reject(new Error('denied')));
    expect(store.persistent).toBe(false);
    expect(store.notice()).toContain('denied');
    await store.putPrompts({ name: 'mine', source: 'day', targets: ['night'] });
    expect(await store.listPrompts()).toEqual([{ name: 'mine', source: 'day', targets: ['night'] }]);
    await store.clear();
    expect(await store.listPrompts()).toEqual([]);
  });

  it('keeps in memory what does not fit on the disk', async () => {
    const full = {
      ...createMemoryStore(),
      put: () => Promise.reject(new DOMException('no space', 'QuotaExceededError')),
    };
    const store = await openRunStore(async () => full);
    await store.putDetector({ name: 'mine', title: 'Mine', modelHash: 'ab', file: new Blob(['x']) });
    expect(store.notice()).toContain('no space');
    expect((await store.listDetectors()).map(({ name }) => name)).toEqual(['mine']);
  });

  it('leaves out records that it cannot read', async () => {
    const records = createMemoryStore();
    await records.put('runs', 'broken', { kind: 'optimisation' });
    const store = await openRunStore(async () => records);
    await store.putRun(exampleRun('good'));
    expect((await store.listRuns()).map(({ id }) => id)).toEqual(['good']);
    expect(await store.getRun('broken')).toBeNull();
  });

  it('finds checkpoints by their run', async () => {
    const store = await openRunStore(async () => createMemoryStore());
    await store.putCheckpoint({ run: 'r', step: 50, file: new Blob([new Uint8Array(3)]) });
    expect((await store.getCheckpoint('r'))?.file.size).toBe(3);
    await store.deleteCheckpoint('r');
    expect(await store.getCheckpoint('r')).toBeNull();
  });
});
