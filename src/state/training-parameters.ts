import type { TrainableStage, TrainingConfig } from '../training/training-config';
import type { NumberSpec } from './number-spec';

/** What the user can set for training a detector further. */
export interface TrainingParameters {
  readonly steps: number;
  readonly learningRate: number;
  readonly imagesPerStep: number;
  readonly augmentationProbability: number;
  readonly scenes: number;
  readonly seed: number;
}

/** Trained stages, momentum, decay and probability as released. Short, because it continues from a trained detector, and small steps: two minutes or so without a GPU. */
export const trainingParameterDefaults: TrainingParameters = {
  steps: 240,
  learningRate: 0.01,
  imagesPerStep: 2,
  augmentationProbability: 0.5,
  scenes: 400,
  seed: 1,
};

export const trainingSpecs: readonly NumberSpec<keyof TrainingParameters>[] = [
  {
    key: 'steps',
    label: 'Steps',
    help: 'Updates of the detector, with SGD.',
    min: 1,
    max: 100_000,
    integer: true,
    code: '200,000 from CLIP',
  },
  {
    key: 'learningRate',
    label: 'Learning rate',
    help: 'Step size of SGD with momentum 0.9.',
    min: 1e-7,
    max: 1,
    integer: false,
    code: '0.001',
  },
  {
    key: 'imagesPerStep',
    label: 'Images per step',
    help: 'Source images in one step.',
    min: 1,
    max: 32,
    integer: true,
    code: '4',
  },
  {
    key: 'augmentationProbability',
    label: 'Offset probability',
    help: 'How often a step adds a pooled semantic offset to the features; 0 trains without the method.',
    min: 0,
    max: 1,
    integer: false,
    code: '0.5',
  },
  {
    key: 'scenes',
    label: 'Training scenes',
    help: 'Built-in daytime-clear scenes of the train split.',
    min: 4,
    max: 10_000,
    integer: true,
  },
  { key: 'seed', label: 'Seed', help: 'Every random draw comes from it.', min: 0, max: 4294967295, integer: true },
];

/** What of CLIP training may change; proposals and box regression always are. */
export const fineTunings = {
  reference: { label: 'layer3, layer4, attention pool', stages: ['layer3', 'layer4', 'attnpool'] },
  head: { label: 'layer4, attention pool', stages: ['layer4', 'attnpool'] },
  pool: { label: 'attention pool only', stages: ['attnpool'] },
  frozen: { label: 'nothing: CLIP stays frozen', stages: [] },
} as const satisfies Record<string, { label: string; stages: readonly TrainableStage[] }>;

export type FineTuning = keyof typeof fineTunings;

export function trainingConfig(parameters: TrainingParameters, fineTuning: FineTuning): TrainingConfig {
  return {
    steps: parameters.steps,
    imagesPerStep: parameters.imagesPerStep,
    learningRate: parameters.learningRate,
    warmupSteps: Math.min(10, Math.floor(parameters.steps / 5)),
    learningRateDrops: [Math.max(1, Math.floor(parameters.steps * 0.75))],
    momentum: 0.9,
    weightDecay: 1e-4,
    gradientClip: 10,
    trainable: fineTunings[fineTuning].stages,
    clipRateFactor: 1,
    method: 'additive',
    augmentationProbability: parameters.augmentationProbability,
    horizontalFlip: 0.5,
    seed: parameters.seed,
  };
}
