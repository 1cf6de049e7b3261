import type { UnfinishedKind } from '../../runs/unfinished/unfinished-file';
import type { KeptModel } from '../../runs/shelf/model-shelf';
import type { Slice } from './slice';

/** Where a checkpoint is: what stands in memory goes with the page. */
export type CheckpointPlace = 'browser' | 'memory';

/** One file that this browser keeps for the user, or would keep if it had the space. */
export type StoredItem =
  | {
      readonly kind: 'checkpoint';
      readonly work: UnfinishedKind;
      /** Of the run. */
      readonly id: string;
      readonly title: string;
      readonly bytes: number;
      /** Steps, iterations or images that are done. */
      readonly steps: number;
      readonly total: number;
      readonly model: StoredModel;
      readonly place: CheckpointPlace;
    }
  | {
      readonly kind: 'detector';
      readonly name: string;
      readonly title: string;
      /** Null for one that only the engine has. */
      readonly bytes: number | null;
      readonly model: StoredModel;
      readonly place: CheckpointPlace;
    }
  | {
      /** Measured photometric transforms. */
      readonly kind: 'dictionary';
      readonly fileName: string;
      readonly title: string;
      readonly bytes: number;
      /** Transforms that are measured. */
      readonly steps: number;
      readonly total: number;
      readonly model: StoredModel;
      readonly place: CheckpointPlace;
    }
  | {
      readonly kind: 'unreadable';
      readonly place: 'checkpoints' | 'detectors' | 'dictionaries';
      /** Or the key of a row. */
      readonly fileName: string;
      readonly bytes: number | null;
      readonly problem: string;
    };

/** The model that a stored file belongs to. */
export interface StoredModel {
  readonly name: string;
  readonly hash: string;
}

export interface StorageSlice {
  readonly storedItems: readonly StoredItem[];
  /** Grows with every change of what is stored; the items are then read anew. */
  readonly storageRevision: number;
  /** Downloaded models, whole or in part. */
  readonly keptModels: readonly KeptModel[];
  /** Whether the browser has promised to delete nothing by itself; null where it does not say. */
  readonly storagePersisted: boolean | null;
  readonly setStoredItems: (items: readonly StoredItem[]) => void;
  readonly storageChanged: () => void;
}

export const createStorageSlice: Slice<StorageSlice> = (set) => ({
  storedItems: [],
  keptModels: [],
  storagePersisted: null,
  storageRevision: 0,
  setStoredItems: (storedItems) => set({ storedItems }),
  storageChanged: () => set(({ storageRevision }) => ({ storageRevision: storageRevision + 1 })),
});
