import type { OptimisationConfig, OptimisationStep } from './augmentation/optimisation-config';
import type { StyleConfig } from './augmentation/pin/style-config';
import type { EngineClient } from './engine/client/client';
import type { Engine, Job, OptimisationResult, StyleResult, TrainingRequest, TrainingResult } from './engine/engine';
import type { RgbImage } from './geometry/rgb-image';
import { optimisationSteps, trainingSteps } from './runs/records/step-rows';
import type { TrainingStep } from './training/step-losses';

/** Options of a job, with its steps one by one. */
type WithSteps<Options, Step> = Omit<Options, 'onSteps'> & { readonly onSteps: (steps: readonly Step[]) => void };

/** The page's engine for scripts, which read steps as objects; the page hands rows to its curves. */
export interface HeadlessEngine extends Omit<Engine, 'optimise' | 'learnStyles' | 'train'> {
  optimise(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options: WithSteps<Parameters<Engine['optimise']>[2], OptimisationStep>,
  ): Job<OptimisationResult>;
  learnStyles(
    config: StyleConfig,
    images: readonly RgbImage[],
    options: WithSteps<Parameters<Engine['learnStyles']>[2], OptimisationStep>,
  ): Job<StyleResult>;
  train(
    request: TrainingRequest,
    options: WithSteps<Parameters<Engine['train']>[1], TrainingStep>,
  ): Job<TrainingResult>;
}

/** The engine with its jobs for scripts. */
export function headlessEngine(engine: EngineClient): HeadlessEngine {
  // The client's calls are properties of its own, bound to it.
  const calls: Engine = engine;
  return {
    ...calls,
    optimise: (config, images, { onSteps, ...options }) =>
      engine.optimise(config, images, { ...options, onSteps: (rows) => onSteps(optimisationSteps(rows)) }),
    learnStyles: (config, images, { onSteps, ...options }) =>
      engine.learnStyles(config, images, { ...options, onSteps: (rows) => onSteps(optimisationSteps(rows)) }),
    train: (request, { onSteps, ...options }) =>
      engine.train(request, { ...options, onSteps: (rows) => onSteps(trainingSteps(rows)) }),
  };
}
