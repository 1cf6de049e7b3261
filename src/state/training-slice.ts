import type { TrainingRequest, ValidationPoint } from '../engine/engine';
import type { TrainingStep } from '../training/training-config';
import type { Curve } from '../runs/curve';
import type { Provenance } from '../runs/run-record';
import type { EstimateState, Origin, RunStatus } from './optimisation-slice';
import type { Slice } from './store';

/** The training on the page. */
export interface LiveTraining {
  readonly status: RunStatus;
  readonly origin: Origin;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  readonly latest: TrainingStep | null;
  readonly curve: Curve | null;
  /** Mean AP on the source's validation images, as far as it was measured. */
  readonly validation: readonly ValidationPoint[];
  readonly request: TrainingRequest | null;
  /** Where the numbers come from, as it was when training began. */
  readonly provenance: Provenance | null;
  /** Name of the detector that came out. */
  readonly detector: string | null;
  /** Steps after which the run can go on: those of the newest checkpoint that is kept. */
  readonly keptSteps: number | null;
}

export const noTraining: LiveTraining = {
  status: 'empty',
  origin: 'live',
  done: 0,
  total: 0,
  secondsLeft: null,
  latest: null,
  curve: null,
  validation: [],
  request: null,
  provenance: null,
  detector: null,
  keptSteps: null,
};

export interface TrainingSlice {
  readonly training: LiveTraining;
  readonly trainingEstimate: EstimateState;
  readonly setTraining: (change: Partial<LiveTraining>) => void;
  readonly setTrainingEstimate: (estimate: EstimateState) => void;
}

export const createTrainingSlice: Slice<TrainingSlice> = (set) => ({
  training: noTraining,
  trainingEstimate: null,
  setTraining: (change) => set(({ training }) => ({ training: { ...training, ...change } })),
  setTrainingEstimate: (trainingEstimate) => set({ trainingEstimate }),
});
