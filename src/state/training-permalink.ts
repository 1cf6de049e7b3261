import * as v from 'valibot';
import type { MethodName } from '../augmentation/methods/method-names';
import { methodName } from '../runs/run-schema';
import { numberProblem } from './number-spec';
import {
  fineTuningNames,
  trainingPresetNames,
  trainingPresets,
  trainingSpecs,
  type FineTuning,
  type TrainingParameters,
  type TrainingPresetName,
} from './training-parameters';

/** What the next training is, as links and the next visit keep it. */
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

const keys: Readonly<Record<keyof TrainingParameters, string>> = {
  steps: 'tsteps',
  learningRate: 'tlr',
  imagesPerStep: 'timages',
  clipRateFactor: 'tclip',
  augmentationProbability: 'tprob',
  scenes: 'tscenes',
  seed: 'tseed',
};

/** Writes what differs from the defaults into a link. */
export function putTrainingChoice(query: URLSearchParams, choice: TrainingChoice): void {
  const { trainingPreset, trainingMethod, fineTuning, changedTraining } = choice;
  if (trainingPreset !== defaultTrainingChoice.trainingPreset) query.set('preset', trainingPreset);
  if (trainingMethod !== defaultTrainingChoice.trainingMethod) query.set('method', trainingMethod);
  if (fineTuning !== trainingPresets[trainingPreset].fineTuning) query.set('tune', fineTuning);
  for (const { key } of trainingSpecs) {
    const value = changedTraining[key];
    if (value !== undefined) query.set(keys[key], String(value));
  }
}

/** Reads a link. @param refused takes the keys whose values cannot be read @returns null where the link says nothing of training */
export function readTrainingChoice(query: URLSearchParams, refused: string[]): TrainingChoice | null {
  const named = ['preset', 'method', 'tune', ...Object.values(keys)].some((key) => query.has(key));
  if (!named) return null;
  const pick = <Value>(key: string, schema: v.GenericSchema<unknown, Value>, fallback: Value): Value => {
    const text = query.get(key);
    if (text === null) return fallback;
    const parsed = v.safeParse(schema, text);
    if (!parsed.success) refused.push(key);
    return parsed.success ? parsed.output : fallback;
  };
  const trainingPreset = pick('preset', v.picklist(trainingPresetNames), defaultTrainingChoice.trainingPreset);
  const changedTraining: { -readonly [K in keyof TrainingParameters]?: number } = {};
  for (const spec of trainingSpecs) {
    const text = query.get(keys[spec.key]);
    if (text === null) continue;
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (numberProblem(spec, value) === null) changedTraining[spec.key] = value;
    else refused.push(keys[spec.key]);
  }
  return {
    trainingPreset,
    trainingMethod: pick('method', methodName, defaultTrainingChoice.trainingMethod),
    fineTuning: pick('tune', v.picklist(fineTuningNames), trainingPresets[trainingPreset].fineTuning),
    changedTraining,
  };
}
