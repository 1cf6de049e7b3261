import { trainingPresets, type TrainingParameters } from './training-parameters';
import { defaultTrainingChoice, type TrainingChoice } from './training-parameters';
import { effectiveParameters, fallbackDefaults, type OptimisationParameters } from './parameters';
import type { Slice, State } from './store';

export interface ParametersSlice extends TrainingChoice {
  /** Only what differs from the defaults. */
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly setParameter: <K extends keyof OptimisationParameters>(key: K, value: OptimisationParameters[K]) => void;
  readonly resetParameter: (key: keyof OptimisationParameters) => void;
  readonly resetParameters: () => void;
  readonly setTrainingParameter: <K extends keyof TrainingParameters>(key: K, value: TrainingParameters[K]) => void;
  readonly setFineTuning: (fineTuning: TrainingChoice['fineTuning']) => void;
  /** Takes the preset's values in place of changed ones. */
  readonly setTrainingPreset: (preset: TrainingChoice['trainingPreset']) => void;
  readonly setTrainingMethod: (method: TrainingChoice['trainingMethod']) => void;
}

export const createParametersSlice: Slice<ParametersSlice> = (set) => ({
  changedParameters: {},
  ...defaultTrainingChoice,
  setParameter: (key, value) =>
    set(({ changedParameters }) => ({ changedParameters: { ...changedParameters, [key]: value } })),
  resetParameter: (key) =>
    set(({ changedParameters }) => {
      const { [key]: _, ...rest } = changedParameters;
      return { changedParameters: rest };
    }),
  resetParameters: () => set({ changedParameters: {} }),
  setTrainingParameter: (key, value) =>
    set(({ changedTraining, trainingPreset }) => {
      const { [key]: _, ...rest } = changedTraining;
      const isDefault = value === trainingPresets[trainingPreset].defaults[key];
      return { changedTraining: isDefault ? rest : { ...rest, [key]: value } };
    }),
  setFineTuning: (fineTuning) => set({ fineTuning }),
  setTrainingPreset: (trainingPreset) =>
    set({ trainingPreset, fineTuning: trainingPresets[trainingPreset].fineTuning, changedTraining: {} }),
  setTrainingMethod: (trainingMethod) => set({ trainingMethod }),
});

export function selectDefaults(state: State) {
  return effectiveParameters(state.model.info?.optimisationDefaults ?? fallbackDefaults, {});
}

export function selectParameters(state: State): OptimisationParameters {
  return { ...selectDefaults(state), ...state.changedParameters };
}
