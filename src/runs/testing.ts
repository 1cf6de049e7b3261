import { recordStoreOver, tableNames, type RecordStore, type TableName, type Transact } from './library/record-store';
import { boxXYXY } from '../geometry/box';
import { toImageRows } from '../metrics/image-rows';
import { writeSafetensors } from '../formats/safetensors/safetensors';
import type { CheckpointStore } from './shelf/checkpoint-store';
import { trainingColumns } from './records/step-rows';
import type { ExplainRecord } from './records/explain-record';
import type { EvaluationRecord } from './records/evaluation-record';
import type { OptimisationRun, Provenance, TrainingRun } from './records/run-record';
import type { UnfinishedTraining } from './unfinished/unfinished-training';

/** Tables in memory, for tests. With `capacity`, values beyond so many are refused as a full disk refuses them. */
export function createMemoryStore({ capacity = Infinity }: { readonly capacity?: number } = {}): RecordStore {
  let stored = new Map<TableName, Map<string, unknown>>(tableNames.map((table) => [table, new Map()]));
  let queue: Promise<unknown> = Promise.resolve();
  const count = (tables: typeof stored) => [...tables.values()].reduce((sum, { size }) => sum + size, 0);
  const transact: Transact = (mode, names, work) => {
    const run = async () => {
      const changed = new Map([...stored].map(([name, values]) => [name, new Map(values)]));
      const table = (name: TableName) => {
        if (!names.includes(name)) throw new DOMException(`${name} is not in the transaction.`, 'NotFoundError');
        return changed.get(name)!;
      };
      const result = await work({
        get: async (name, key) => table(name).get(key),
        keys: async (name) => [...table(name).keys()].toSorted(),
        entries: async (name) => [...table(name)].toSorted(([a], [b]) => (a < b ? -1 : 1)),
        put: async (name, key, value) => void table(name).set(key, structuredClone(value)),
        delete: async (name, key) => void table(name).delete(key),
      });
      if (mode === 'readonly') return result;
      if (count(changed) > capacity && count(changed) > count(stored))
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      stored = changed;
      return result;
    };
    const done = queue.then(run);
    queue = done.catch(() => undefined);
    return done;
  };
  return recordStoreOver(transact);
}

/** Tables of a browser that keeps nothing, for tests. */
export function createDeniedStore(reason: unknown): RecordStore {
  return recordStoreOver(() => Promise.reject(reason));
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
      offsetShape: 'grid',
      l1Weight: 1,
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

/** A small training for tests, of the detector `mine`. */
export function exampleTraining(id: string, createdAt = '2026-11-01T11:00:00.000Z'): TrainingRun {
  return {
    kind: 'training',
    id,
    title: 'Additive, seed 7',
    createdAt,
    status: 'stopped',
    provenance: exampleProvenance,
    config: {
      steps: 300,
      imagesPerStep: 4,
      learningRate: 0.02,
      warmupSteps: 20,
      learningRateDrops: [220],
      momentum: 0.9,
      weightDecay: 1e-4,
      gradientClip: null,
      trainable: ['layer4'],
      clipRateFactor: 1,
      method: 'additive',
      augmentationProbability: 0.5,
      horizontalFlip: 0.5,
      seed: 7,
    },
    detector: 'mine',
    start: 'clip',
    scenes: 400,
    targetPrompts: ['an image taken on a rain night'],
    curves: {
      columns: trainingColumns,
      values: trainingColumns.map((_, column) => Float64Array.of(0.5 + column, NaN, 1.5 + column)),
    },
    validation: [
      { steps: 2, map50: 0.25 },
      { steps: 3, map50: 0.5 },
    ],
  };
}

/** Small results of Explain for tests: two conditions, embeddings of three dimensions, features of two channels. */
export function exampleExplain(modelHash: string): ExplainRecord {
  const [x, y] = [Float32Array.of(1, 0, 0), Float32Array.of(0, 0.1, 1)];
  const [u, w] = [Float32Array.of(0.25, -3), Float32Array.of(0.1, 7)];
  const terms = { cosine: 0.5, l1: 0.125, total: 0.625 };
  const step = {
    step: 0,
    directionLength: 0.5,
    directionCosine: 0.1,
    imageLength: 9,
    targetAngle: 42,
    closedFormAngle: 42.5,
    z: x,
    zTarget: y,
    direction: y,
    zBefore: x,
    zAfter: y,
    before: terms,
    after: terms,
    gradientNorm: 0.1,
    gradientMeanShare: Number.NaN,
    updateNorm: 0.2,
    updateMeanShare: 0.3,
    offsetNorm: 0.4,
  };
  return {
    modelHash,
    shifts: {
      measured: {
        scenes: 1,
        shifts: ['night-rainy', 'daytime-foggy'].map((condition) => ({
          condition,
          reliability: Number.NaN,
          shift: u,
          embeddingShift: x,
        })),
        sourceMean: u,
        sourceDeviation: w,
        policies: [[{ shift: w, embeddingShift: y }]],
        offsets: [x],
      },
      movers: [{ title: 'Offsets', prompts: ['night'], vectors: { embedding: [x], features: null } }],
    },
    step: {
      protocol: 'code',
      sourcePrompt: 'day',
      targetPrompt: 'night',
      learningRate: 0.01,
      l1Weight: 1,
      cropTitle: 'centre',
      crop: { width: 2, height: 1, data: Uint8Array.of(0, 1, 2, 253, 254, 255) },
      steps: [step, { ...step, step: 1 }],
      state: { steps: 2, offset: u, adam: { 'm/offset': w } },
    },
    batchNorm: { targetPrompt: 'night', cropTitle: 'centre', frozen: step, batch: null },
    embeddings: {
      offsetsTitle: 'offsets',
      sourcePrompt: 'day',
      targetPrompts: ['night'],
      embeddings: { original: [x, y], augmented: [[y, x]] },
      conditions: [{ name: 'night-rainy', embeddings: [y, y] }],
      sourceText: x,
      texts: [y],
    },
    words: {
      similarity: new Map([
        ['fog', 0.75],
        ['cat', 0.1],
      ]),
    },
  };
}

/** A small evaluation of the detector `mine` for tests: on each of two domains a picture with a car or a bus, and one more. */
export function exampleEvaluation(id: string, createdAt = '2026-11-01T12:00:00.000Z'): EvaluationRecord {
  const size = { width: 64, height: 48 };
  const box = boxXYXY(1.5, 2, 30, 40.25);
  return {
    kind: 'evaluation',
    id,
    title: 'Mine',
    createdAt,
    status: 'finished',
    provenance: exampleProvenance,
    config: {
      detector: 'mine',
      detectorTitle: 'Mine',
      detectorProvenance: { seed: '1' },
      thresholds: { boxScoreThresh: 0.05, boxNmsThresh: 0.5, detectionsPerImage: 100 },
      source: { kind: 'builtin', domains: ['daytime-clear', 'night-rainy'], split: 'test', imagesPerDomain: 2 },
      featureOffset: { name: 'rain at night', values: Float32Array.of(0.5, -2) },
    },
    seconds: 2.5,
    classes: ['bus', 'car'],
    domains: [
      {
        name: 'daytime-clear',
        images: [
          toImageRows(size, [{ classIndex: 1, box }], [{ classIndex: 1, score: 0.75, box }]),
          toImageRows(size, [], [{ classIndex: 0, score: 0.5, box }]),
        ],
      },
      {
        name: 'night-rainy',
        images: [
          toImageRows(size, [{ classIndex: 0, box }], []),
          toImageRows(size, [{ classIndex: 1, box }], [{ classIndex: 1, score: 0.25, box }]),
        ],
      },
    ],
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
      name: `additive-${id.slice(0, 8)}`,
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
      domains: ['daytime-clear', 'night-rainy'],
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
