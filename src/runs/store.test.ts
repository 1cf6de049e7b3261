import { expect, it } from 'vitest';
import { createRunStore } from './store';
import { createMemoryStore } from './testing';

it('leaves out what it cannot read', async () => {
  const records = createMemoryStore();
  const store = createRunStore(async () => records);
  await records.put('detectors', 'ab12/broken', { name: 'broken', modelHash: 'ab12', file: 'text' });
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
  await expect(store.detectorsOf('ab12')).rejects.toThrow('denied');
  await expect(store.forgetDetector('mine', 'ab12')).rejects.toThrow('denied');
});
