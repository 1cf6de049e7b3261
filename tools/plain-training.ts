import type { TrainingConfig } from '../src/method/training-config';

/** A training without augmentation, for measurements and checks. */
export const plainTraining: Omit<TrainingConfig, 'steps' | 'imagesPerStep'> = {
  learningRate: 0.001,
  warmupSteps: 0,
  learningRateDrops: [],
  momentum: 0.9,
  weightDecay: 1e-4,
  gradientClip: 10,
  trainable: ['layer3', 'layer4', 'attnpool'],
  clipRateFactor: 1,
  method: 'none',
  augmentationProbability: 0,
  horizontalFlip: 0.5,
  seed: 1,
};
