import { describe, expect, test } from 'vitest';
import type { KeptFile, KeptManifest, KeptModel } from '../../runs/shelf/model-shelf';
import { keptModelFacts, keptModelSource, keptModelTitle } from './kept-model-texts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const file = (bytes: number | null): KeptFile => ({
  path: 'visual/model.onnx',
  url: 'https://hub.example/org/model/visual/model.onnx',
  bytes,
  sha256: null,
  version: null,
  complete: false,
});
const manifest = (change: Partial<KeptManifest> = {}): KeptManifest => ({
  format: 1,
  address: 'org/model',
  title: `org/model at ${commit}`,
  commit,
  startedAt: '2026-03-04T12:00:00Z',
  completedAt: '2026-03-05T12:00:00Z',
  files: [file(3_000_000), file(1_000_000)],
  ...change,
});
const model = (kept: KeptManifest | null): KeptModel => ({ id: 'a', manifest: kept, bytes: 2_500_000 });

test('a title shows ten digits of its commit, and keeps the whole', () => {
  expect(keptModelTitle(model(manifest()))).toEqual({
    whole: `org/model at ${commit}`,
    short: 'org/model at 0123456789',
  });
  expect(keptModelTitle(model(null)).short).toBe('A model that cannot be read');
});

describe('the facts', () => {
  test('of a whole model name size, day and server', () => {
    expect(keptModelFacts(model(manifest()))).toEqual(['2.5 MB', 'Mar 5, 2026', 'from hub.example']);
  });

  test('of a network say what it is for', () => {
    expect(keptModelFacts(model(manifest({ use: 'proposals' }))).at(-1)).toBe('proposes regions for CLIP alone');
  });

  test('of an unfinished one say how much of it is there, where the server has said how much it is', () => {
    const begun = manifest({ completedAt: null });
    expect(keptModelFacts(model(begun))[0]).toBe('unfinished, 2.5 MB of 4.0 MB');
    expect(keptModelFacts(model(begun))[1]).toBe('begun Mar 4, 2026');
    expect(keptModelFacts(model({ ...begun, files: [file(3_000_000), file(null)] }))[0]).toBe('unfinished, 2.5 MB');
  });

  test('of one that cannot be read are its size', () => {
    expect(keptModelFacts(model(null))).toEqual(['2.5 MB']);
    expect(keptModelFacts(model(manifest({ files: [] })))).toEqual(['2.5 MB', 'Mar 5, 2026']);
  });
});

describe('a kept model is opened', () => {
  test('from this browser where it is whole', () => {
    expect(keptModelSource('a', manifest())).toEqual({ kind: 'kept', id: 'a' });
  });

  test('from its server where it is not: at the commit that was begun, unless the address says which', () => {
    const source = (address: string, of: string | null = commit) =>
      keptModelSource('a', manifest({ completedAt: null, address, commit: of }));
    expect(source('org/model')).toEqual({ kind: 'download', address: `org/model@${commit}` });
    expect(source('org/model@v2')).toEqual({ kind: 'download', address: 'org/model@v2' });
    expect(source('https://host.example/model')).toEqual({ kind: 'download', address: 'https://host.example/model' });
    expect(source('org/model', null)).toEqual({ kind: 'download', address: 'org/model' });
  });
});
