import { expect, it } from 'vitest';
import { createRunStore } from './runs-store';
import { createDeniedStore, createMemoryStore } from '../testing';

it('leaves out what it cannot read, says where it is, and can remove it', async () => {
  const records = createMemoryStore();
  const store = createRunStore(records);
  await records.put('detectors', 'ab12/broken', { name: 'broken', modelHash: 'ab12', file: 'text' });
  expect(await store.detectorsOf('ab12')).toEqual([]);
  expect(await store.allDetectors()).toEqual({ detectors: [], unreadable: [{ key: 'ab12/broken', bytes: null }] });
  await store.forgetRow('ab12/broken');
  expect((await store.allDetectors()).unreadable).toEqual([]);
});

it('gives a detector that comes from outside a name that no other has, in whichever tab', async () => {
  const tables = createMemoryStore();
  const names = ['copy', 'copy-2', 'copy-3'];
  const add = (content: string) =>
    createRunStore(tables).addDetector({ modelHash: 'ab12', file: new Blob([content]) }, names);
  expect(await Promise.all([add('one'), add('two')])).toEqual(['copy', 'copy-2']);
  const stored = await createRunStore(tables).detectorsOf('ab12');
  expect(await Promise.all(stored.map(({ file }) => file.text()))).toEqual(['one', 'two']);
});

it('keeps detectors for their model', async () => {
  const store = createRunStore(createMemoryStore());
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
  const store = createRunStore(createDeniedStore(new Error('denied')));
  await expect(store.detectorsOf('ab12')).rejects.toThrow('denied');
  await expect(store.forgetDetector('mine', 'ab12')).rejects.toThrow('denied');
});
