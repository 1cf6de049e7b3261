import type { TrainingRequest } from '../engine/engine';
import type { TrainingStep } from '../training/training-config';
import type { Curve } from '../runs/curve';
import type { Provenance } from '../runs/run-record';
import type { EstimateState, Origin, RunStatus } from './optimisation-slice';
import type { Slice } from './store';

export interface LiveTraining {
  readonly status: RunStatus;
  readonly origin: Origin;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  readonly latest: TrainingStep | null;
  readonly curve: Curve | null;
  readonly request: TrainingRequest | null;
  /** Where the numbers come from, as it was when training began. */
  readonly provenance: Provenance | null;
  /** Name of the detector that came out. */
  readonly detector: string | null;
  /** What a stopped run can go on from. */
  readonly checkpoint: { readonly bytes: Uint8Array; readonly steps: number } | null;
}

export const noTraining: LiveTraining = {
  status: 'empty',
  origin: 'live',
  done: 0,
  total: 0,
  secondsLeft: null,
  latest: null,
  curve: null,
  request: null,
  provenance: null,
  detector: null,
  checkpoint: null,
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
