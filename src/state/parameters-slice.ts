import { trainingPresets, type TrainingParameters } from './training-parameters';
import { defaultTrainingChoice, type TrainingChoice } from './training-parameters';
import {
  effectiveParameters,
  fallbackDefaults,
  optimisationPresets,
  type OptimisationParameters,
  type OptimisationPresetName,
} from './parameters';
import type { Slice, State } from './store';

export interface ParametersSlice extends TrainingChoice {
  /** Only what differs from the defaults. */
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly setParameter: <K extends keyof OptimisationParameters>(key: K, value: OptimisationParameters[K]) => void;
  readonly resetParameter: (key: keyof OptimisationParameters) => void;
  readonly resetParameters: () => void;
  /** Takes the preset's values in place of changed ones; the seed and the source images stay. */
  readonly setOptimisationPreset: (name: OptimisationPresetName) => void;
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
  setOptimisationPreset: (name) =>
    set(({ changedParameters: { seed, sourceImages } }) => ({
      changedParameters: {
        ...optimisationPresets[name].changes,
        ...(seed === undefined ? {} : { seed }),
        ...(sourceImages === undefined ? {} : { sourceImages }),
      },
    })),
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

/** The preset that the parameters are; null where the user has changed one, and for a model that is small enough without. */
export function selectOptimisationPreset(state: State): OptimisationPresetName | 'own' | null {
  if (selectDefaults(state).cropsPerStep <= optimisationPresets.laptop.changes.cropsPerStep) return null;
  const { seed: _, sourceImages: __, ...changed } = state.changedParameters;
  const names = Object.keys(optimisationPresets) as OptimisationPresetName[];
  const same = (changes: Partial<OptimisationParameters>) =>
    Object.keys(changes).length === Object.keys(changed).length &&
    Object.entries(changes).every(([key, value]) => changed[key as keyof typeof changed] === value);
  return names.find((name) => same(optimisationPresets[name].changes)) ?? 'own';
}
