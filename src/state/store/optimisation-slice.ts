import type { Offsets } from '../../augmentation/offsets';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { Estimate } from '../../engine/engine';
import type { Curve } from '../../runs/records/curve';
import type { PooledOffsets } from '../../runs/records/offsets-record';
import type { Provenance } from '../../runs/records/run-record';
import type { CheckpointPlace } from './storage-slice';
import type { Slice } from './slice';

export type RunStatus = 'empty' | 'preparing' | 'running' | 'paused' | 'storing' | 'finished' | 'stopped' | 'failed';

/** Where a curve comes from; a recorded example must never be taken for a live result. */
export type Origin = 'recorded' | 'imported' | 'restored' | 'live';

export interface OptimisationRun {
  readonly status: RunStatus;
  readonly origin: Origin;
  /** Unique, from the beginning of the run on; null where there is no run. */
  readonly id: string | null;
  /** When the run began, ISO 8601. */
  readonly createdAt: string | null;
  readonly config: OptimisationConfig | null;
  /** Iterations done. */
  readonly done: number;
  readonly iterationsPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly seconds: number;
  readonly latest: { readonly total: number; readonly cosine: number; readonly l1: number } | null;
  /** Grows outside React; listeners are called once a frame. */
  readonly curve: Curve | null;
  /** Whole grids, for training and export; a recorded run may lack them. */
  readonly offsets: Offsets | null;
  /** What the views and the panes use of them. */
  readonly pooled: PooledOffsets | null;
  /** Names of the images that the crops came from. */
  readonly images: readonly string[];
  /** Where the numbers come from; the offsets belong to its model. */
  readonly provenance: Provenance | null;
  /** The newest checkpoint, from which the run can go on. */
  readonly kept: { readonly iterations: number; readonly place: CheckpointPlace } | null;
}

export const emptyRun: OptimisationRun = {
  status: 'empty',
  origin: 'live',
  id: null,
  createdAt: null,
  config: null,
  done: 0,
  iterationsPerSecond: null,
  secondsLeft: null,
  seconds: 0,
  latest: null,
  curve: null,
  offsets: null,
  pooled: null,
  images: [],
  provenance: null,
  kept: null,
};

export type EstimateState = Estimate | 'measuring' | null;

export interface OptimisationSlice {
  readonly run: OptimisationRun;
  readonly runEstimate: EstimateState;
  readonly setRun: (change: Partial<OptimisationRun>) => void;
  readonly replaceRun: (run: OptimisationRun) => void;
  readonly setRunEstimate: (estimate: EstimateState) => void;
}

export const createOptimisationSlice: Slice<OptimisationSlice> = (set) => ({
  run: emptyRun,
  runEstimate: null,
  setRun: (change) => set(({ run }) => ({ run: { ...run, ...change } })),
  replaceRun: (run) => set({ run }),
  setRunEstimate: (runEstimate) => set({ runEstimate }),
});

/** Whether a run was interrupted and has a checkpoint. */
export function isInterrupted({ status, kept }: OptimisationRun): boolean {
  return (status === 'stopped' || status === 'failed') && kept !== null;
}

/** Whether a job holds the engine, or its result is on its way to where it is kept. */
export function isActive(status: RunStatus): boolean {
  return status === 'preparing' || status === 'running' || status === 'paused' || status === 'storing';
}
