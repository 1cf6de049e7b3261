import { methodInfos } from '../../augmentation/methods/registry';
import { styleDefaults } from '../../augmentation/pin/style-config';
import { detectorPresets } from '../../method/detector-config';
import type { BackendChoice, BackendStatus } from '../../tensor/backend';
import type { DetectorInfo, ModelInfo } from '../engine';

export const fakeGrid = { height: 6, width: 6, channels: 32 } as const;
export const fakeEmbeddingDim = 64;

export function fakeDetector(name: string, title: string): DetectorInfo {
  return {
    name,
    title,
    config: detectorPresets.builtin,
    memory: { image: { width: 455, height: 256 }, weights: 19_000_000, peak: 60_000_000 },
    provenance: { trainedOn: 'nothing: this is the fake engine', seed: '1' },
  };
}

/** The model that the fake engine claims to hold. */
export function fakeModelInfo(detectors: readonly DetectorInfo[]): ModelInfo {
  return {
    name: 'Fake CLIP for tests',
    hash: '0123456789abcdef'.repeat(4),
    origin: { kind: 'page' },
    resolution: 96,
    embeddingDim: fakeEmbeddingDim,
    width: 8,
    blocks: [1, 1, 2, 1],
    grid: fakeGrid,
    batchNormFolded: false,
    text: { origin: 'onnx', activation: 'quick-gelu', tokenizer: 'model' },
    memory: { weights: 17_000_000, optimisation: 290_000_000, dictionary: 40_000_000 },
    vocabulary: [
      'a',
      'an',
      'the',
      'image',
      'photo',
      'taken',
      'on',
      'in',
      'during',
      'day',
      'night',
      'evening',
      'rain',
      'rainy',
      'fog',
      'foggy',
      'snow',
      'snowy',
      'stormy',
      'clear',
      'cloudy',
      'street',
      'car',
      'bus',
    ],
    optimisationDefaults: {
      method: 'additive',
      offsetShape: 'grid',
      l1Weight: 1,
      protocol: 'code',
      iterations: 200,
      learningRate: 0.01,
      cropsPerStep: 12,
      imagesPerStep: 4,
      cropSize: 170,
      imageShortSide: 256,
      seed: 1,
    },
    styleDefaults: styleDefaults(96),
    detectors,
    methods: methodInfos,
    offsets: ['example'],
    photometrics: [],
  };
}

export function fakeBackendStatus(choice: BackendChoice): BackendStatus {
  const name = choice === 'auto' ? 'wasm' : choice;
  return {
    name,
    reason: choice === 'auto' ? 'The fake engine computes nothing.' : 'Chosen by the user.',
    adapter: null,
    software: name !== 'webgpu',
    threads: 1,
    choices: (['webgpu', 'wasm', 'cpu'] as const).map((option) => ({
      name: option,
      available: true,
      reason: 'The fake engine has them all.',
    })),
  };
}
