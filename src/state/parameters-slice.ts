import type { TrainingParameters, FineTuning } from './training-parameters';
import { effectiveParameters, fallbackDefaults, type OptimisationParameters } from './parameters';
import type { Slice, State } from './store';

export interface ParametersSlice {
  /** Only what differs from the defaults. */
  readonly changedParameters: Partial<OptimisationParameters>;
  readonly changedTraining: Partial<TrainingParameters>;
  readonly fineTuning: FineTuning;
  readonly setParameter: <K extends keyof OptimisationParameters>(key: K, value: OptimisationParameters[K]) => void;
  readonly resetParameter: (key: keyof OptimisationParameters) => void;
  readonly resetParameters: () => void;
  readonly setTrainingParameter: <K extends keyof TrainingParameters>(key: K, value: TrainingParameters[K]) => void;
  readonly setFineTuning: (fineTuning: FineTuning) => void;
}

export const createParametersSlice: Slice<ParametersSlice> = (set) => ({
  changedParameters: {},
  changedTraining: {},
  fineTuning: 'reference',
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
});

export function selectDefaults(state: State) {
  return effectiveParameters(state.model.info?.optimisationDefaults ?? fallbackDefaults, {});
}

export function selectParameters(state: State): OptimisationParameters {
  return { ...selectDefaults(state), ...state.changedParameters };
}
