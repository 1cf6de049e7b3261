import type { RecordStore, TableName } from './record-store';
import type { OptimisationRun, Provenance } from './run-record';

/** Tables in memory, for tests. */
export function createMemoryStore(): RecordStore {
  const tables: Readonly<Record<TableName, Map<string, unknown>>> = { runs: new Map(), detectors: new Map() };
  return {
    put: async (table, key, value) => void tables[table].set(key, structuredClone(value)),
    get: async (table, key) => tables[table].get(key),
    values: async (table) => [...tables[table].values()],
    delete: async (table, key) => void tables[table].delete(key),
  };
}

/** A provenance for tests. */
export const exampleProvenance: Provenance = {
  appVersion: 'test',
  modelName: 'tiny',
  modelHash: 'ab12',
  backend: 'wasm',
  adapter: null,
  seed: 7,
};

/** A small run of the optimisation step for tests. */
export function exampleRun(id: string, createdAt = '2026-11-01T10:00:00.000Z'): OptimisationRun {
  return {
    kind: 'optimisation',
    id,
    title: 'Rain at night',
    createdAt,
    status: 'finished',
    provenance: exampleProvenance,
    config: {
      method: 'additive',
      protocol: 'code',
      sourcePrompt: 'an image taken during the day',
      targetPrompts: ['an image taken on a rain night'],
      iterations: 2,
      learningRate: 0.01,
      cropsPerStep: 2,
      imagesPerStep: 1,
      cropSize: 40,
      imageShortSide: 64,
      seed: 7,
    },
    images: ['builtin:daytime-clear/train/0'],
    curves: {
      columns: ['step', 'seconds', 'loss_total', 'loss_cosine', 'loss_l1', 'cosine_0', 'l1_0'],
      values: [
        [0, 1],
        [0, 0.25],
        [0.5, 0.4],
        [0.5, 0.375],
        [0, 0.025],
        [1, 0.75],
        [0, 0.05],
      ].map((column) => Float64Array.from(column)),
    },
    offsets: {
      kind: 'full',
      offsets: {
        sourcePrompt: 'an image taken during the day',
        targetPrompts: ['an image taken on a rain night'],
        channels: 2,
        height: 1,
        width: 2,
        values: Float32Array.of(0.5, -0.25, 0, 2),
      },
    },
  };
}
