import type { TrainingConfig } from './training-config';

const common = {
  warmupSteps: 50,
  momentum: 0.9,
  weightDecay: 1e-4,
  trainable: ['layer3', 'layer4', 'attnpool'],
  clipRateFactor: 1,
  method: 'additive',
  horizontalFlip: 0.5,
  seed: 1,
} as const;

/**
 * `builtin`: a detector for the built-in scenes, from CLIP. `adapt`: a few hundred steps on a shipped detector, so that a visitor
 * sees what the augmentation does. `reference`: the paper's length with the released settings (vidit09/domaingen `configs/diverse_weather.yaml`).
 */
export const trainingDefaults = {
  builtin: {
    ...common,
    steps: 3000,
    imagesPerStep: 4,
    learningRate: 0.08,
    learningRateDrops: [2200, 2800],
    gradientClip: 10,
    augmentationProbability: 0.5,
  },
  adapt: {
    ...common,
    steps: 300,
    imagesPerStep: 4,
    learningRate: 0.02,
    warmupSteps: 20,
    learningRateDrops: [220],
    gradientClip: 10,
    augmentationProbability: 0.5,
  },
  reference: {
    ...common,
    steps: 100_000,
    imagesPerStep: 4,
    learningRate: 0.001,
    warmupSteps: 0,
    learningRateDrops: [40_000],
    gradientClip: null,
    augmentationProbability: 0.5,
  },
} as const satisfies Record<string, TrainingConfig>;
