import type { OptimisationConfig } from '../../src/augmentation/optimisation-config';
import type { TrainingRequest } from '../../src/engine/engine';
import { plainTraining } from '../plain-training';
import type { Session } from './session';

const sourcePrompt = 'an image taken during the day';
const targetPrompts = [
  'an image taken on a rain night',
  'an image taken on a fog day',
  'an image taken on a rain evening',
  'an image taken on a snow day',
];

/** A run of L_opt with random crops, as large as the size allows. */
export function optimisationOf({ model, size }: Session, iterations: number): OptimisationConfig {
  return {
    ...model.optimisationDefaults,
    sourcePrompt,
    targetPrompts: targetPrompts.slice(0, size.targets),
    cropsPerStep: size.crops,
    imagesPerStep: Math.min(size.crops, model.optimisationDefaults.imagesPerStep),
    iterations,
  };
}

/** Scenes whose crops those runs see. */
export const optimisedScenes = 8;

/** Further training of the shipped baseline. */
export function trainingOf({ size }: Session, steps: number): TrainingRequest {
  return {
    name: 'under-test',
    title: 'Under test',
    start: { kind: 'detector', name: 'baseline' },
    scenes: 8,
    learned: null,
    config: { ...plainTraining, steps, imagesPerStep: size.imagesPerStep },
  };
}
