import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { store } from './store';

const tables = {
  'results.json': readFileSync('public/results.json', 'utf8'),
  'ablation.json': readFileSync('public/ablation.json', 'utf8'),
};

/** Serves these files and no other; what was asked for. */
function serve(files: Readonly<Record<string, string>>): readonly string[] {
  const asked: string[] = [];
  vi.stubGlobal('document', { baseURI: 'https://host/page/' });
  vi.stubGlobal('fetch', async (url: URL) => {
    const name = url.href.replace('https://host/page/', '');
    asked.push(name);
    const text = files[name];
    return new Response(text ?? '', { status: text === undefined ? 404 : 200 });
  });
  return asked;
}

beforeEach(() => store.setState(store.getInitialState(), true));
afterEach(() => vi.unstubAllGlobals());

test('both tables are read, once', async () => {
  const asked = serve(tables);
  await store.getState().readRecordedTables();
  await store.getState().readRecordedTables();
  expect(asked.toSorted()).toEqual(['ablation.json', 'results.json']);
  const { benchmark, ablation } = store.getState();
  expect([benchmark.kind, ablation.kind]).toEqual(['ready', 'ready']);
});

test('a table that is missing or damaged leaves the other, and may be asked for again', async () => {
  serve({ 'ablation.json': tables['ablation.json'] });
  await store.getState().readRecordedTables();
  expect([store.getState().benchmark.kind, store.getState().ablation.kind]).toEqual(['failed', 'ready']);
  serve({ 'results.json': '{"rows": 1}' });
  await store.getState().readRecordedTables();
  expect([store.getState().benchmark.kind, store.getState().ablation.kind]).toEqual(['failed', 'ready']);
  const asked = serve(tables);
  await store.getState().readRecordedTables();
  expect(asked).toEqual(['results.json']);
  expect(store.getState().benchmark.kind).toBe('ready');
});
