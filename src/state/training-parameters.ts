import type { MethodName } from '../method/method-names';
import type { Validation } from '../engine/engine';
import type { TrainableStage, TrainingConfig } from '../training/training-config';
import type { NumberSpec } from './number-spec';

/** What the user can set for the training of a detector. */
export interface TrainingParameters {
  readonly steps: number;
  readonly learningRate: number;
  readonly imagesPerStep: number;
  readonly clipRateFactor: number;
  readonly augmentationProbability: number;
  readonly scenes: number;
  readonly seed: number;
}

/** Where a training starts, and its defaults. */
export interface TrainingPreset {
  readonly label: string;
  readonly help: string;
  readonly from: 'detector' | 'clip';
  readonly fineTuning: FineTuning;
  readonly defaults: TrainingParameters;
}

export const trainingPresetNames = ['further', 'builtin', 'reference'] as const;
export type TrainingPresetName = (typeof trainingPresetNames)[number];

const common = { augmentationProbability: 0.5, clipRateFactor: 1, seed: 1 } as const;

/** `further`: two minutes or so without a GPU. `builtin`: the budget of the recorded table. `reference`: the paper's length. */
export const trainingPresets: Readonly<Record<TrainingPresetName, TrainingPreset>> = {
  further: {
    label: 'Further training',
    help: 'A few steps more on the shipped baseline: see within minutes what the augmentation does.',
    from: 'detector',
    fineTuning: 'head',
    defaults: { ...common, steps: 240, learningRate: 0.01, imagesPerStep: 2, scenes: 400 },
  },
  builtin: {
    label: 'Built-in',
    help: 'A whole detector from CLIP on the built-in scenes, within ten minutes on two cores.',
    from: 'clip',
    fineTuning: 'reference',
    defaults: { ...common, steps: 500, learningRate: 0.08, imagesPerStep: 4, scenes: 1200 },
  },
  reference: {
    label: 'Reference',
    help: 'The released settings: for a GPU and a CLIP of the public sizes.',
    from: 'clip',
    fineTuning: 'reference',
    defaults: { ...common, steps: 100_000, learningRate: 0.001, imagesPerStep: 4, scenes: 10_000 },
  },
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
    key: 'clipRateFactor',
    label: 'CLIP rate factor',
    help: 'Factor on the learning rate of CLIP’s own weights; less forgets less.',
    min: 0,
    max: 10,
    integer: false,
    code: '1',
  },
  {
    key: 'augmentationProbability',
    label: 'Augmentation probability',
    help: 'How often a step is augmented by the chosen method.',
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
} as const satisfies Record<FineTuning, { label: string; stages: readonly TrainableStage[] }>;

export const fineTuningNames = ['reference', 'head', 'pool', 'frozen'] as const;
export type FineTuning = (typeof fineTuningNames)[number];

export function trainingConfig(
  parameters: TrainingParameters,
  fineTuning: FineTuning,
  method: MethodName,
): TrainingConfig {
  const { steps } = parameters;
  return {
    steps,
    imagesPerStep: parameters.imagesPerStep,
    learningRate: parameters.learningRate,
    warmupSteps: Math.min(50, Math.floor(steps / 20)),
    learningRateDrops: [Math.max(1, Math.floor(steps * 0.72)), Math.max(2, Math.floor(steps * 0.92))],
    momentum: 0.9,
    weightDecay: 1e-4,
    gradientClip: 10,
    trainable: fineTunings[fineTuning].stages,
    clipRateFactor: parameters.clipRateFactor,
    method,
    augmentationProbability: parameters.augmentationProbability,
    horizontalFlip: 0.5,
    seed: parameters.seed,
  };
}

/** How often, and on how many images of the source, a detector is tested while it is trained: to see overfitting, for about a twentieth of the time. */
export function trainingValidation({ steps, imagesPerStep }: TrainingConfig): Validation {
  return {
    every: Math.max(4, Math.ceil(steps / 6)),
    images: Math.min(40, Math.max(8, Math.round((steps * imagesPerStep) / 30))),
  };
}

/** What the next training is, as the page keeps it. */
export interface TrainingChoice {
  readonly trainingPreset: TrainingPresetName;
  readonly trainingMethod: MethodName;
  readonly fineTuning: FineTuning;
  readonly changedTraining: Partial<TrainingParameters>;
}

export const defaultTrainingChoice: TrainingChoice = {
  trainingPreset: 'further',
  trainingMethod: 'additive',
  fineTuning: trainingPresets.further.fineTuning,
  changedTraining: {},
};
