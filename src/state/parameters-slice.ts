import type { MethodName } from '../augmentation/methods/method-names';
import {
  trainingPresets,
  type FineTuning,
  type TrainingParameters,
  type TrainingPresetName,
} from './training-parameters';
import { effectiveParameters, fallbackDefaults, type OptimisationParameters } from './parameters';
import type { Slice, State } from './store';

export interface ParametersSlice {
  /** Only what differs from the defaults. */
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly changedTraining: Partial<TrainingParameters>;
  readonly trainingPreset: TrainingPresetName;
  readonly fineTuning: FineTuning;
  readonly trainingMethod: MethodName;
  readonly setParameter: <K extends keyof OptimisationParameters>(key: K, value: OptimisationParameters[K]) => void;
  readonly resetParameter: (key: keyof OptimisationParameters) => void;
  readonly resetParameters: () => void;
  readonly setTrainingParameter: <K extends keyof TrainingParameters>(key: K, value: TrainingParameters[K]) => void;
  readonly setFineTuning: (fineTuning: FineTuning) => void;
  /** Takes the preset's values in place of changed ones. */
  readonly setTrainingPreset: (preset: TrainingPresetName) => void;
  readonly setTrainingMethod: (method: MethodName) => void;
}

export const createParametersSlice: Slice<ParametersSlice> = (set) => ({
  changedParameters: {},
  changedTraining: {},
  trainingPreset: 'further',
  fineTuning: trainingPresets.further.fineTuning,
  trainingMethod: 'additive',
  setParameter: (key, value) =>
    set(({ changedParameters }) => ({ changedParameters: { ...changedParameters, [key]: value } })),
  resetParameter: (key) =>
    set(({ changedParameters }) => {
      const { [key]: _, ...rest } = changedParameters;
      return { changedParameters: rest };
    }),
  resetParameters: () => set({ changedParameters: {} }),
  setTrainingParameter: (key, value) =>
    set(({ changedTraining }) => ({ changedTraining: { ...changedTraining, [key]: value } })),
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
