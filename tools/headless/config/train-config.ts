import * as v from 'valibot';
import { methodNames } from '../../../src/method/method-names';
import { trainableStages } from '../../../src/method/stages';
import { classifierKinds, poolingKinds } from '../../../src/method/detector-config';
import { modelSize } from '../../../src/method/model-size';
import { trainingConfig, type TrainingConfig } from '../../../src/method/training-config';
import {
  trainingParameters,
  trainingPresetNames,
  trainingPresets,
  type TrainingPresetName,
} from '../../../src/method/training-presets';
import { defined } from '../defined';
import { sourceKeys } from './image-source';
import { above, count, domain, numberFrom, oneOf, prompt, prompts, seed, text, texts, wholeFrom } from './values';

const stages = v.array(oneOf(trainableStages), `a list of stages: ${trainableStages.join(', ')}`);
const { dataset, format, part } = sourceKeys;

/** A training of a detector. */
export const trainSchema = v.strictObject({
  name: v.optional(text),
  title: v.optional(text),
  /** Of the page: what is left out follows from it. */
  preset: v.optional(oneOf(trainingPresetNames)),
  /** `clip`, `scratch` for a tower of random weights, the name of a detector of the model, or a detector's file. */
  start: v.optional(text),
  classifier: v.optional(oneOf(classifierKinds)),
  pooling: v.optional(oneOf(poolingKinds)),
  /** Class names of a start that is a `.pth`, which holds none. */
  classes: v.optional(texts),
  /** Built-in scenes of the split `train`. */
  scenes: v.optional(count),
  /** Of the built-in scenes, one drawn for each image. */
  domains: v.optional(v.pipe(v.array(domain, 'a list of domains'), v.minLength(1, 'a list of at least one domain'))),
  dataset,
  format,
  part,
  /** A file, the name of offsets of the model, or null for none. */
  offsets: v.optional(v.nullable(text)),
  /** A file of styles, for PIN. */
  styles: v.optional(text),
  /** A policy file, for methods that draw from one. */
  policy: v.optional(text),
  /** Prompts that choose among the transforms of the model's dictionary, in place of a policy. */
  sourcePrompt: v.optional(prompt),
  targetPrompts: v.optional(v.pipe(prompts, v.minLength(1, 'a list of at least one text'))),
  checkpointEvery: v.optional(count, 50),
  training: v.optional(
    v.strictObject({
      steps: v.optional(count),
      imagesPerStep: v.optional(count),
      learningRate: v.optional(above(0)),
      warmupSteps: v.optional(wholeFrom(0)),
      learningRateDrops: v.optional(v.array(wholeFrom(0), 'a list of steps')),
      momentum: v.optional(numberFrom(0, 1)),
      weightDecay: v.optional(numberFrom(0, 1)),
      gradientClip: v.optional(v.nullable(above(0))),
      trainable: v.optional(stages),
      clipRateFactor: v.optional(numberFrom(0, 1000)),
      method: v.optional(oneOf(methodNames)),
      augmentationProbability: v.optional(numberFrom(0, 1)),
      horizontalFlip: v.optional(numberFrom(0, 1)),
      imageShortSide: v.optional(v.nullable(wholeFrom(64, 1333))),
      seed: v.optional(seed),
    }),
    {},
  ),
});

export type TrainConfig = v.InferOutput<typeof trainSchema>;

/** The method of a training that names none. */
export const defaultMethod = 'additive';

/** A training with all that its preset says. */
export interface WholeTraining {
  readonly preset: TrainingPresetName;
  readonly start: string;
  readonly scenes: number;
  readonly training: TrainingConfig;
}

/**
 * Fills in what the configuration leaves out, as the page does: its preset is `builtin` for a small model and `reference` for the public ones.
 * @param resolution of the model
 * @param baseline the detector of the model that further training starts from, if it has one
 */
export function wholeTraining(
  { preset: wanted, start, scenes, training }: TrainConfig,
  resolution: number,
  baseline: string | undefined,
): WholeTraining {
  const preset = wanted ?? modelSize(resolution);
  const { fineTuning, from } = trainingPresets[preset];
  const { trainable, method, ...numbers } = training;
  const parameters = trainingParameters(preset, defined({ ...numbers, scenes }));
  const config = trainingConfig(parameters, fineTuning, method ?? defaultMethod);
  return {
    preset,
    start: start ?? (from === 'detector' && baseline !== undefined ? baseline : 'clip'),
    scenes: parameters.scenes,
    training: trainable === undefined ? config : { ...config, trainable },
  };
}
