import type { FineTuning } from '../../method/fine-tuning';
import type { MethodName } from '../../method/method-names';
import {
  effectiveParameters,
  optimisationDefaultsOfSize,
  optimisationPresets,
  type OptimisationPresetName,
} from '../../method/optimisation-presets';
import type { OptimisationParameters } from '../../method/optimisation-settings';
import { trainingPresets, type TrainingPresetName } from '../../method/training-presets';
import type { TrainingParameters } from '../../method/training-settings';
import type { FieldDraftsSlice } from './field-drafts-slice';
import type { ModelSlice } from './model-slice';
import type { Slice } from './slice';

/** What the next training is, as the page keeps it. */
export interface TrainingChoice {
  readonly trainingPreset: TrainingPresetName;
  readonly trainingMethod: MethodName;
  readonly fineTuning: FineTuning;
  /** What training starts from: `clip`, `scratch` for a tower of random weights, or the name of a detector; null is as the preset says. */
  readonly trainingFrom: string | null;
  /** What was set in place of the preset's values. */
  readonly changedTraining: Partial<TrainingParameters>;
}

export const defaultTrainingChoice: TrainingChoice = {
  trainingPreset: 'further',
  trainingMethod: 'additive',
  fineTuning: trainingPresets.further.fineTuning,
  trainingFrom: null,
  changedTraining: {},
};

export interface ParametersSlice extends TrainingChoice {
  /** What the user, a link or a run has set; the rest follows the defaults of the loaded model. */
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly setParameter: <K extends keyof OptimisationParameters>(key: K, value: OptimisationParameters[K]) => void;
  readonly resetParameter: (key: keyof OptimisationParameters) => void;
  readonly resetParameters: () => void;
  /** Takes the preset's values in place of changed ones; the seed and the source images stay. */
  readonly setOptimisationPreset: (name: OptimisationPresetName) => void;
  readonly setTrainingParameter: <K extends keyof TrainingParameters>(key: K, value: TrainingParameters[K]) => void;
  readonly resetTrainingParameter: (key: keyof TrainingParameters) => void;
  readonly setFineTuning: (fineTuning: TrainingChoice['fineTuning']) => void;
  /** Takes the preset's start and values in place of changed ones. */
  readonly setTrainingPreset: (preset: TrainingChoice['trainingPreset']) => void;
  readonly setTrainingMethod: (method: TrainingChoice['trainingMethod']) => void;
}

export const createParametersSlice: Slice<ParametersSlice, ParametersSlice & Pick<FieldDraftsSlice, 'fieldDrafts'>> = (
  set,
) => ({
  changedParameters: {},
  ...defaultTrainingChoice,
  setParameter: (key, value) =>
    set(({ changedParameters }) => ({ changedParameters: { ...changedParameters, [key]: value } })),
  resetParameter: (key) => set(({ changedParameters }) => ({ changedParameters: without(changedParameters, key) })),
  resetParameters: () => set({ changedParameters: {}, fieldDrafts: {} }),
  setOptimisationPreset: (name) =>
    set(({ changedParameters: { seed, sourceImages } }) => ({
      changedParameters: {
        ...optimisationPresets[name].changes,
        ...(seed === undefined ? {} : { seed }),
        ...(sourceImages === undefined ? {} : { sourceImages }),
      },
      fieldDrafts: {},
    })),
  setTrainingParameter: (key, value) =>
    set(({ changedTraining }) => ({ changedTraining: { ...changedTraining, [key]: value } })),
  resetTrainingParameter: (key) => set(({ changedTraining }) => ({ changedTraining: without(changedTraining, key) })),
  setFineTuning: (fineTuning) => set({ fineTuning }),
  setTrainingPreset: (trainingPreset) =>
    set({
      trainingPreset,
      fineTuning: trainingPresets[trainingPreset].fineTuning,
      trainingFrom: null,
      changedTraining: {},
      fieldDrafts: {},
    }),
  setTrainingMethod: (trainingMethod) => set({ trainingMethod }),
});

function without<Values extends object>(values: Values, key: keyof Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name !== key)) as Values;
}

/** What the parameters of a run follow from. */
type SeenParameters = Pick<ModelSlice, 'model'> & Pick<ParametersSlice, 'changedParameters'>;

/** Before a model is there, the defaults are those of the model that the page brings: nothing changes when it arrives. */
export function selectDefaults(state: Pick<ModelSlice, 'model'>): OptimisationParameters {
  return effectiveParameters(state.model.info?.optimisationDefaults ?? optimisationDefaultsOfSize.builtin, {});
}

export function selectParameters(state: SeenParameters): OptimisationParameters {
  return { ...selectDefaults(state), ...state.changedParameters };
}

/** The preset that the parameters are; `own` where the user has changed one, null for a model that is small enough without. */
export function selectOptimisationPreset(state: SeenParameters): OptimisationPresetName | 'own' | null {
  const defaults = selectDefaults(state);
  if (defaults.cropsPerStep <= optimisationPresets.laptop.changes.cropsPerStep) return null;
  const { seed, sourceImages, ...values } = selectParameters(state);
  const names = Object.keys(optimisationPresets) as OptimisationPresetName[];
  const isThat = (name: OptimisationPresetName) => {
    const preset: OptimisationParameters = { ...defaults, ...optimisationPresets[name].changes, seed, sourceImages };
    return (Object.keys(values) as (keyof typeof values)[]).every((key) => values[key] === preset[key]);
  };
  return names.find(isThat) ?? 'own';
}
