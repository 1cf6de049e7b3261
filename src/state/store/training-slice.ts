import type { Offsets } from '../../augmentation/offsets';
import type { Estimate, Progress, ValidationPoint } from '../../engine/engine';
import type { FineTuning } from '../../method/fine-tuning';
import type { TrainingConfig } from '../../method/training-config';
import type { Curve } from '../../runs/records/curve';
import type { Provenance } from '../../runs/records/run-record';
import type { UnfinishedTraining } from '../../runs/unfinished/unfinished-training';
import type { CheckpointPlace } from './storage-slice';
import type { EstimateState, Origin, RunStatus } from './optimisation-slice';
import type { Slice } from './slice';

/** The training on the page. */
export interface LiveTraining {
  readonly status: RunStatus;
  readonly origin: Origin;
  /** Unique, from the beginning of the run on; null where there is no run. */
  readonly id: string | null;
  /** When the run began, ISO 8601. */
  readonly createdAt: string | null;
  /** How far what the method needs is learned, or measured, before the first step; null where nothing is, or is not known. */
  readonly preparation: Progress | null;
  readonly done: number;
  readonly total: number;
  readonly secondsLeft: number | null;
  /** Losses of the newest step. */
  readonly latest: { readonly lossTotal: number } | null;
  readonly curve: Curve | null;
  /** Mean AP on the source's validation images, as far as it was measured. */
  readonly validation: readonly ValidationPoint[];
  /** Null where there is no run. */
  readonly title: string | null;
  readonly config: TrainingConfig | null;
  /** The domain whose AP is told beside that of the validation; null for none. */
  readonly watched: WatchedDomain | null;
  /** What the run was begun with; going on adds only a checkpoint. Null where only the record of a run is shown. */
  readonly request: UnfinishedTraining['request'] | null;
  /** Where the numbers come from, as it was when training began. */
  readonly provenance: Provenance | null;
  /** Name of the detector that came out. */
  readonly detector: string | null;
  /** The newest checkpoint, from which the run can go on. */
  readonly kept: { readonly steps: number; readonly place: CheckpointPlace } | null;
}

export interface WatchedDomain {
  readonly name: string;
  /** Whether the training sees none of it. */
  readonly unseen: boolean;
}

/** What a training watches. */
export function watchedBy({
  watched,
  domains = [],
}: {
  readonly watched?: string | undefined;
  readonly domains?: readonly string[] | undefined;
}): WatchedDomain | null {
  return watched === undefined ? null : { name: watched, unseen: !domains.includes(watched) };
}

export const noTraining: LiveTraining = {
  status: 'empty',
  origin: 'live',
  id: null,
  createdAt: null,
  preparation: null,
  done: 0,
  total: 0,
  secondsLeft: null,
  latest: null,
  curve: null,
  validation: [],
  title: null,
  config: null,
  watched: null,
  request: null,
  provenance: null,
  detector: null,
  kept: null,
};

/** Offsets that a model ships, or that a checkpoint brought. */
export interface TrainingOffsets {
  readonly from: 'model' | 'checkpoint';
  readonly name: string;
  readonly modelHash: string;
  readonly offsets: Offsets;
}

/** A shorter training than the one that is chosen, and how long it takes. */
export interface TrainingOffer {
  readonly fineTuning: FineTuning;
  /** Pixels of the shorter side of the images; null where they stay as they are chosen. */
  readonly imageShortSide: number | null;
  readonly steps: number;
  readonly estimate: Estimate;
}

export interface TrainingSlice {
  readonly training: LiveTraining;
  readonly trainingEstimate: EstimateState;
  /** Where the training is too long for this machine; `measuring` until they are known. */
  readonly trainingOffers: readonly TrainingOffer[] | 'measuring';
  /** Trained with in place of the last run's while they are set. */
  readonly trainingOffsets: TrainingOffsets | null;
  readonly setTraining: (change: Partial<LiveTraining>) => void;
  readonly setTrainingEstimate: (estimate: EstimateState) => void;
  readonly setTrainingOffers: (offers: TrainingSlice['trainingOffers']) => void;
  readonly setTrainingOffsets: (offsets: TrainingOffsets | null) => void;
}

export const createTrainingSlice: Slice<TrainingSlice> = (set) => ({
  training: noTraining,
  trainingEstimate: null,
  trainingOffers: [],
  trainingOffsets: null,
  setTraining: (change) => set(({ training }) => ({ training: { ...training, ...change } })),
  setTrainingEstimate: (trainingEstimate) => set({ trainingEstimate }),
  setTrainingOffers: (trainingOffers) => set({ trainingOffers }),
  setTrainingOffsets: (trainingOffsets) => set({ trainingOffsets }),
});
