import { writeSafetensors } from '../formats/safetensors';
import type { CheckpointStore } from './checkpoint-store';
import type { RecordStore, TableName } from './record-store';
import { trainingColumns } from './curve-table';
import type { OptimisationRun, Provenance } from './run-record';
import type { UnfinishedTraining } from './unfinished-training';

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

/** Files in memory, for tests. */
export function createMemoryFiles(): CheckpointStore {
  const files = new Map<string, Blob>();
  let writes = 0;
  const times = new Map<string, number>();
  return {
    write: async (name, file) => {
      files.set(name, file);
      times.set(name, ++writes);
    },
    list: async () => [...files].map(([name, file]) => ({ name, file, modified: times.get(name)! })),
    open: async (name) => files.get(name) ?? null,
    remove: async (name) => void files.delete(name),
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

/** What the engine gives as a checkpoint, with next to nothing in it. */
export const exampleCheckpoint = writeSafetensors(
  [{ name: 'weight', dtype: 'F32', shape: [2], data: Float32Array.of(1, 2) }],
  { format: 'clip-the-gap-checkpoint' },
);

/** A training after two of six steps. */
export function exampleUnfinished(id: string, modelHash = exampleProvenance.modelHash): UnfinishedTraining {
  return {
    id,
    createdAt: '2026-11-01T10:00:00.000Z',
    request: {
      name: `additive-${id}`,
      title: 'CLIP the Gap, train on, seed 7',
      start: { kind: 'detector', name: 'baseline' },
      config: {
        steps: 6,
        imagesPerStep: 1,
        learningRate: 0.01,
        warmupSteps: 0,
        learningRateDrops: [4, 5],
        momentum: 0.9,
        weightDecay: 1e-4,
        gradientClip: 10,
        trainable: ['attnpool'],
        clipRateFactor: 1,
        method: 'additive',
        augmentationProbability: 0.5,
        horizontalFlip: 0.5,
        seed: 7,
      },
      scenes: 4,
      learned: {
        kind: 'offsets',
        offsets: {
          sourcePrompt: 'day',
          targetPrompts: ['night'],
          channels: 2,
          height: 1,
          width: 2,
          values: Float32Array.of(0.1, -0.25, 0, 2),
        },
      },
    },
    provenance: { ...exampleProvenance, modelHash },
    curves: {
      columns: trainingColumns,
      values: trainingColumns.map((_, column) => Float64Array.of(column + 0.1, Number.NaN)),
    },
    validation: [{ steps: 2, map50: 0.25 }],
    steps: 2,
  };
}
