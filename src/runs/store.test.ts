import { expect, it } from 'vitest';
import { createRunStore } from './store';
import { createMemoryStore, exampleRun } from './testing';

it('keeps the last run, its offsets in full precision', async () => {
  const store = createRunStore(async () => createMemoryStore());
  expect(await store.lastRun()).toBeNull();
  await store.keepRun(exampleRun('old'));
  const offsets = {
    sourcePrompt: 'day',
    targetPrompts: ['night'],
    channels: 1,
    height: 1,
    width: 2,
    values: Float32Array.of(0.1, 1e-9),
  };
  const run = { ...exampleRun('new'), offsets: { kind: 'full', offsets } } as const;
  await store.keepRun(run);
  expect(await store.lastRun()).toEqual(run);
  await store.keepRun({ ...run, offsets: null });
  expect(await store.lastRun()).toEqual({ ...run, offsets: null });
  await store.forgetRun();
  expect(await store.lastRun()).toBeNull();
});

it('leaves out what it cannot read', async () => {
  const records = createMemoryStore();
  const store = createRunStore(async () => records);
  await store.keepRun(exampleRun('cut'));
  const stored = (await records.get('runs', 'last')) as { readonly offsets: object };
  await records.put('runs', 'last', { ...stored, offsets: { ...stored.offsets, values: new Float32Array(3) } });
  await records.put('detectors', 'ab12/broken', { name: 'broken', modelHash: 'ab12', file: 'text' });
  expect(await store.lastRun()).toBeNull();
  expect(await store.detectorsOf('ab12')).toEqual([]);
});

it('keeps detectors for their model', async () => {
  const store = createRunStore(async () => createMemoryStore());
  const file = new Blob(['x']);
  await store.keepDetector({ name: 'mine', modelHash: 'ab12', file: new Blob(['former']) });
  await store.keepDetector({ name: 'mine', modelHash: 'ab12', file });
  await store.keepDetector({ name: 'mine', modelHash: 'cd34', file });
  expect(await store.detectorsOf('ef56')).toEqual([]);
  const [detector, ...others] = await store.detectorsOf('ab12');
  expect(others).toEqual([]);
  expect(await detector?.file.text()).toBe('x');
});

it('says so where the browser keeps nothing', async () => {
  const store = createRunStore(() => Promise.reject(new Error('denied')));
  await expect(store.lastRun()).rejects.toThrow('denied');
  await expect(store.keepRun(exampleRun('lost'))).rejects.toThrow('denied');
});
