import type { ErrorRecord } from '../../errors/coded-error';
import type { DetectorInfo, ModelCheck, ModelInfo, Progress } from '../../engine/engine';
import type { BackendChoice, BackendStatus } from '../../tensor/backend';
import type { Slice } from './slice';

export type ModelStatus =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'loading'; readonly progress: Progress | null }
  | { readonly kind: 'ready' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };

/** The comparison of a model with its own visual graph. */
export type ModelCheckState =
  | ModelCheck
  | { readonly kind: 'running' }
  | { readonly kind: 'failed'; readonly error: ErrorRecord };

export interface ModelState {
  readonly status: ModelStatus;
  /** Stays while another model is loading, because a failed load leaves the former one in place. */
  readonly info: ModelInfo | null;
}

export interface ModelSlice {
  readonly model: ModelState;
  /** Why the last attempt to load a model failed; null once another begins. */
  readonly modelProblem: ErrorRecord | null;
  /** Of the loaded model; null before it is made. */
  readonly modelCheck: ModelCheckState | null;
  /** The bundle's detectors and those trained or opened here. */
  readonly detectors: readonly DetectorInfo[];
  readonly backend: BackendStatus | null;
  readonly backendBusy: boolean;
  readonly setModelStatus: (status: ModelStatus, problem?: ErrorRecord | null) => void;
  readonly modelLoaded: (info: ModelInfo) => void;
  readonly setModelCheck: (check: ModelCheckState | null) => void;
  readonly addDetector: (detector: DetectorInfo) => void;
  readonly removeDetector: (name: string) => void;
  readonly setBackendStatus: (backend: BackendStatus | null) => void;
  readonly setBackendBusy: (busy: boolean) => void;
}

export type { BackendChoice };

export const createModelSlice: Slice<ModelSlice> = (set) => ({
  model: { status: { kind: 'waiting' }, info: null },
  modelProblem: null,
  modelCheck: null,
  detectors: [],
  backend: null,
  backendBusy: false,
  setModelStatus: (status, problem = null) =>
    set(({ model }) => ({ model: { ...model, status }, modelProblem: problem })),
  modelLoaded: (info) =>
    set({ model: { status: { kind: 'ready' }, info }, modelCheck: null, detectors: info.detectors }),
  setModelCheck: (check) => set({ modelCheck: check }),
  addDetector: (detector) =>
    set(({ detectors }) => ({ detectors: [...detectors.filter(({ name }) => name !== detector.name), detector] })),
  removeDetector: (name) =>
    set(({ detectors }) => ({ detectors: detectors.filter((detector) => detector.name !== name) })),
  setBackendStatus: (backend) => set({ backend }),
  setBackendBusy: (backendBusy) => set({ backendBusy }),
});

/** Whether requests that need weights can be sent. */
export const selectModelReady = (state: Pick<ModelSlice, 'model'>): boolean =>
  state.model.info !== null && state.model.status.kind !== 'loading';
