import { zeroShotDefaults, zeroShotName } from '../detector/zero-shot/zero-shot-config';
import { detectorPresets } from '../method/detector-config';
import { optimisationDefaultsOfSize } from '../method/optimisation-presets';
import type { BackendChoice, BackendStatus } from '../tensor/backend-status';
import type { DataSetInfo, DetectorInfo, ModelInfo } from './engine';

/** What an engine says of a detector, for tests that compute nothing. */
export function exampleDetector(title: string, change: Partial<DetectorInfo> = {}): DetectorInfo {
  return {
    name: title.toLowerCase(),
    title,
    config: detectorPresets.builtin,
    memory: { image: { width: 455, height: 256 }, weights: 19_000_000, peak: 60_000_000 },
    provenance: {},
    ...change,
  };
}

/** What an engine says of CLIP alone, for tests that compute nothing. */
export function exampleClipAlone(): DetectorInfo {
  return exampleDetector('CLIP alone', { name: zeroShotName, zeroShot: zeroShotDefaults(96) });
}

/** What an engine says of a model, for tests that compute nothing. */
export function exampleModel(change: Partial<ModelInfo> = {}): ModelInfo {
  return {
    name: 'Example CLIP',
    hash: '0123456789abcdef'.repeat(4),
    origin: { kind: 'page' },
    resolution: 96,
    embeddingDim: 64,
    width: 8,
    blocks: [1, 1, 2, 1],
    grid: { height: 6, width: 6, channels: 32 },
    batchNormFolded: false,
    text: { origin: 'onnx', activation: 'quick-gelu', tokenizer: 'model' },
    memory: { weights: 17_000_000, optimisation: 290_000_000, dictionary: 40_000_000 },
    vocabulary: null,
    optimisationDefaults: optimisationDefaultsOfSize.builtin,
    styleDefaults: {
      method: 'pin',
      iterations: 100,
      learningRate: 1,
      crops: 16,
      cropsPerBatch: 16,
      cropSize: 192,
      imageShortSide: 256,
      seed: 1,
    },
    detectors: [],
    methods: [],
    offsets: [],
    photometrics: [],
    ...change,
  };
}

/** What an engine says of a data set, for tests that read none. */
export function exampleDataSet(title: string, change: Partial<DataSetInfo> = {}): DataSetInfo {
  const part = (name: string, images: number, empty: number, objects: number) => ({
    name,
    split: name,
    domain: null,
    images,
    empty,
    objects,
  });
  return {
    id: `id of ${title}`,
    title,
    format: 'voc',
    layout: 'plain',
    classes: [
      { name: 'car', objects: 1500 },
      { name: 'zebra', objects: 3 },
    ],
    parts: [part('train', 1200, 20, 1400), part('test', 100, 0, 103)],
    problems: [],
    problemCount: 0,
    ...change,
  };
}

/** What an engine says of a backend, for tests that compute nothing. */
export function exampleBackend(choice: BackendChoice): BackendStatus {
  const name = choice === 'auto' ? 'wasm' : choice;
  return { name, reason: '', adapter: null, software: true, threads: 1, choices: [] };
}
