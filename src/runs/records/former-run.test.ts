import { describe, expect, it } from 'vitest';
import { migrateFormerRun } from './former-run';
import { createRunLibrary } from '../library/run-library';
import { encodeRun } from './run-schema';
import { createMemoryStore, exampleRun } from '../testing';

describe('the one run of earlier versions', () => {
  const run = exampleRun('former');
  const offsets = run.offsets?.kind === 'full' ? run.offsets.offsets : null;

  it('comes into the library, and is shown', async () => {
    const tables = createMemoryStore();
    await tables.put('runs', 'last', { run: encodeRun({ ...run, offsets: null }), offsets });
    await migrateFormerRun(tables);
    const library = createRunLibrary(tables);
    expect(await library.load('former')).toEqual(run);
    expect(await library.shown()).toBe('former');
    expect(await tables.get('runs', 'last')).toBeUndefined();
    await library.setShown(null);
    expect(await library.shown()).toBeNull();
  });

  it('is named where it cannot be read', async () => {
    const tables = createMemoryStore();
    await tables.put('runs', 'last', { run: { title: 'Old and broken' }, offsets: null });
    await migrateFormerRun(tables);
    const { entries, unreadable } = await createRunLibrary(tables).list();
    expect(entries).toEqual([]);
    expect(unreadable).toEqual([expect.objectContaining({ id: 'last', name: 'Old and broken' })]);
  });

  it('waits where it is while there is no space', async () => {
    const tables = createMemoryStore({ capacity: 1 });
    await tables.put('runs', 'last', { run: encodeRun({ ...run, offsets: null }), offsets });
    await migrateFormerRun(tables);
    const library = createRunLibrary(tables);
    expect((await library.list()).entries).toEqual([]);
    expect(await tables.get('runs', 'last')).toBeDefined();
  });
});
