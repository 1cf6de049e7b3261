import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { TrainingConfig } from '../../method/training-config';
import type { CurveTable } from './curve-table';
import type { OffsetsRecord } from './offsets-record';

/** Where a run's numbers come from; it travels with every export. */
export interface Provenance {
  readonly appVersion: string;
  readonly modelName: string;
  /** Hash of the weight files, hexadecimal. */
  readonly modelHash: string;
  /** Repository and commit, or the address, of a model that was downloaded. */
  readonly modelOrigin?: string;
  /** Name of the tfjs backend. */
  readonly backend: string;
  /** Description of the GPU adapter, null without one. */
  readonly adapter: string | null;
  readonly seed: number;
}

export type RunStatus = 'finished' | 'stopped' | 'failed';

interface RunCommon {
  /** Unique among the stored runs. */
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly status: RunStatus;
  readonly provenance: Provenance;
}

export interface OptimisationRun extends RunCommon {
  readonly kind: 'optimisation';
  readonly config: OptimisationConfig;
  /** Names of the images, e.g. `builtin:daytime-clear/train/0`. */
  readonly images: readonly string[];
  readonly curves: CurveTable;
  readonly offsets: OffsetsRecord | null;
}

export interface TrainingRun extends RunCommon {
  readonly kind: 'training';
  readonly config: TrainingConfig;
  /** Name of the detector that came out. */
  readonly detector: string;
  /** What training started from, in words. */
  readonly start: string;
  readonly scenes: number;
  /** Of the built-in scenes; absent for `daytime-clear` alone, and for a data set. */
  readonly domains?: readonly string[] | undefined;
  /** A domain of the built-in scenes that was watched meanwhile. */
  readonly watched?: string | undefined;
  /** The data set that it was trained on, and its part, in words; absent for built-in scenes. */
  readonly dataSet?: string | undefined;
  readonly targetPrompts: readonly string[];
  readonly curves: CurveTable;
  /** Mean AP on the source's validation images: VOC 2007 at IoU .5, 0 to 1, after so many steps; and on the watched domain. */
  readonly validation: readonly ValidationRecord[];
}

export interface ValidationRecord {
  readonly steps: number;
  readonly map50: number;
  readonly watchedMap50?: number;
}

export type RunRecord = OptimisationRun | TrainingRun;
