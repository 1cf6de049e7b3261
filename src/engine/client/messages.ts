import type { EngineErrorRecord } from '../../errors/areas';
import type { CheckpointNames } from '../../detector/checkpoint-tensors';
import type { ZeroShotConfig } from '../../detector/zero-shot/zero-shot-config';
import type { Offsets } from '../../augmentation/offsets';
import type { OptimisationState } from '../../augmentation/optimisation';
import type { OptimisationConfig } from '../../augmentation/optimisation-config';
import type { StyleConfig } from '../../augmentation/pin/style-config';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import type { RawDetections } from '../../geometry/detections';
import type { RgbImage } from '../../geometry/rgb-image';
import type { BackendChoice, BackendStatus } from '../../tensor/backend';
import type {
  AugmentedEmbeddingRequest,
  AugmentedEmbeddings,
  CopyEstimate,
  CopyPiece,
  CopyReport,
  CopyRequest,
  CopyTarget,
  DataSetDescription,
  DataSetDescriptionRequest,
  DataSetImage,
  DataSetImageRequest,
  DictionaryRequest,
  DataSetProblem,
  DataSetInfo,
  DataSetFiles,
  DetectorInfo,
  DetectRequest,
  Estimate,
  EvaluationImage,
  EvaluationRequest,
  ModelCheck,
  ModelInfo,
  ModelSource,
  OptimisationResult,
  Progress,
  ProposalNetworkInfo,
  ProposalNetworkSource,
  ShiftMeasurement,
  ShiftRequest,
  StepExplanation,
  StepPicture,
  StepPicturesRequest,
  StepRequest,
  StyleResult,
  TextEmbedding,
  TrainingRequest,
  TrainingResult,
  UnreadableImage,
  Validation,
  ValidationPoint,
  CheckpointImport,
  CheckpointRequest,
} from '../engine';
import type { InspectionEvent, InspectionRequest, InspectionResult } from '../inspection/inspection';
import type { JobControl, StopFlag } from '../worker/step-gate';
import type { SentImage } from './sent-images';
import type { StepRows } from '../../runs/records/step-rows';

/** What happens during a run of the optimisation step. */
export type OptimisationEvent =
  | { readonly kind: 'steps'; readonly rows: StepRows }
  | { readonly kind: 'offsets'; readonly offsets: Offsets }
  | { readonly kind: 'checkpoint'; readonly state: OptimisationState };

/** What happens during a run of PIN. */
export type StyleEvent =
  | { readonly kind: 'steps'; readonly rows: StepRows }
  | { readonly kind: 'progress'; readonly progress: Progress };

/** What happens while a dictionary is measured. */
export type DictionaryEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'part'; readonly part: PhotometricDictionary };

/** What happens during a training run. */
export type TrainingEvent =
  | { readonly kind: 'steps'; readonly rows: StepRows }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Uint8Array; readonly steps: number }
  | { readonly kind: 'validation'; readonly point: ValidationPoint }
  | { readonly kind: 'unreadable'; readonly image: UnreadableImage };

/** What happens during an evaluation. */
export type EvaluationEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'image'; readonly image: EvaluationImage }
  | { readonly kind: 'problem'; readonly problem: DataSetProblem }
  | { readonly kind: 'unreadable'; readonly image: UnreadableImage };

/** Every call that the engine worker answers: what goes in, what comes back once, what may come in between. */
export interface Calls {
  setBackend: { readonly request: BackendChoice; readonly result: BackendStatus; readonly event: never };
  repairGelu: { readonly request: null; readonly result: ModelInfo; readonly event: never };
  loadModel: { readonly request: ModelSource; readonly result: ModelInfo; readonly event: Progress };
  checkModel: { readonly request: null; readonly result: ModelCheck; readonly event: never };
  embedText: { readonly request: readonly string[]; readonly result: readonly TextEmbedding[]; readonly event: never };
  embedImages: {
    readonly request: readonly SentImage[];
    readonly result: readonly Float32Array[];
    readonly event: never;
  };
  decodeImage: { readonly request: DecodeCall; readonly result: RgbImage; readonly event: never };
  openDataSet: { readonly request: DataSetFiles; readonly result: DataSetInfo; readonly event: Progress };
  closeDataSet: { readonly request: string; readonly result: void; readonly event: never };
  dataSetImage: { readonly request: DataSetImageCall; readonly result: DataSetImage; readonly event: never };
  describeDataSet: {
    readonly request: DataSetDescriptionRequest;
    readonly result: DataSetDescription;
    readonly event: Progress;
  };
  estimateCopies: { readonly request: CopyRequest; readonly result: CopyEstimate; readonly event: never };
  copyDataSet: { readonly request: CopyCall; readonly result: CopyReport; readonly event: CopyEvent };
  sceneHash: {
    readonly request: { readonly seed: number; readonly condition: string };
    readonly result: number;
    readonly event: never;
  };
  estimateOptimisation: { readonly request: OptimisationCall; readonly result: Estimate; readonly event: never };
  optimise: {
    readonly request: OptimisationRunCall;
    readonly result: OptimisationResult;
    readonly event: OptimisationEvent;
  };
  learnStyles: { readonly request: StyleCall; readonly result: StyleResult; readonly event: StyleEvent };
  estimateTraining: { readonly request: TrainingRequest; readonly result: Estimate; readonly event: never };
  train: { readonly request: TrainingCall; readonly result: TrainingResult; readonly event: TrainingEvent };
  stepPictures: {
    readonly request: StepPicturesRequest;
    readonly result: readonly StepPicture[];
    readonly event: never;
  };
  detect: { readonly request: DetectCall; readonly result: RawDetections; readonly event: never };
  evaluate: {
    readonly request: EvaluationRequest;
    readonly result: void;
    readonly event: EvaluationEvent;
  };
  measureShifts: { readonly request: ShiftRequest; readonly result: ShiftMeasurement; readonly event: Progress };
  embedAugmented: {
    readonly request: AugmentedEmbeddingCall;
    readonly result: AugmentedEmbeddings;
    readonly event: Progress;
  };
  explainStep: { readonly request: StepCall; readonly result: StepExplanation; readonly event: never };
  exportDetector: { readonly request: string; readonly result: Blob; readonly event: never };
  importDetector: { readonly request: ImportCall; readonly result: DetectorInfo; readonly event: never };
  exportCheckpoint: { readonly request: CheckpointRequest; readonly result: Uint8Array; readonly event: never };
  importCheckpoint: { readonly request: CheckpointCall; readonly result: ImportedCheckpoint; readonly event: never };
  openProposals: {
    readonly request: ProposalNetworkSource;
    readonly result: ProposalNetworkInfo;
    readonly event: Progress;
  };
  setZeroShot: { readonly request: ZeroShotConfig; readonly result: DetectorInfo; readonly event: never };
  removeDetector: { readonly request: string; readonly result: void; readonly event: never };
  loadOffsets: { readonly request: string; readonly result: Offsets; readonly event: never };
  loadDictionary: { readonly request: string; readonly result: PhotometricDictionary; readonly event: never };
  estimateDictionary: { readonly request: DictionaryCall; readonly result: Estimate; readonly event: never };
  measureDictionary: {
    readonly request: DictionaryRunCall;
    readonly result: PhotometricDictionary;
    readonly event: DictionaryEvent;
  };
  inspect: { readonly request: InspectionRequest; readonly result: InspectionResult; readonly event: InspectionEvent };
}

export interface CheckpointCall {
  readonly name: string;
  readonly file: Blob;
  readonly names: CheckpointNames;
}

/** With the detector in this program's form, so that the page has it after the worker is gone. */
export interface ImportedCheckpoint extends CheckpointImport {
  readonly file: Blob;
}

/** The worker keeps a copy of what it decodes under the page's id. */
export interface DecodeCall {
  readonly file: Blob;
  readonly id: number;
}

/** As {@link DecodeCall}. */
export interface DataSetImageCall {
  readonly request: DataSetImageRequest;
  readonly id: number;
}

export interface AugmentedEmbeddingCall extends Omit<AugmentedEmbeddingRequest, 'images'> {
  readonly images: readonly SentImage[];
}

export interface StepCall extends Omit<StepRequest, 'crop'> {
  readonly crop: SentImage;
}

export interface OptimisationCall {
  readonly config: OptimisationConfig;
  readonly images: readonly SentImage[];
}

export interface OptimisationRunCall extends OptimisationCall {
  /** Null begins anew. */
  readonly resumeFrom: OptimisationState | null;
  /** Whether it pauses after its first iteration. */
  readonly single: boolean;
  readonly checkpoints: boolean;
}

export interface StyleCall {
  readonly config: StyleConfig;
  readonly images: readonly SentImage[];
}

export interface DictionaryCall extends Omit<DictionaryRequest, 'images'> {
  readonly images: readonly SentImage[];
}

export interface DictionaryRunCall extends DictionaryCall {
  /** Null begins anew. */
  readonly resumeFrom: PhotometricDictionary | null;
  readonly parts: boolean;
}

export interface TrainingCall {
  readonly training: TrainingRequest;
  readonly validation: Validation | null;
  /** Steps between checkpoints, or by time; null for none. */
  readonly checkpointEvery: number | 'timed' | null;
}

export interface DetectCall {
  readonly image: SentImage;
  readonly request: DetectRequest;
}

export interface ImportCall {
  readonly name: string;
  readonly file: Blob;
}

/** A copy, without the functions of its target. */
export interface CopyCall extends CopyRequest {
  readonly form: CopyTarget['form'];
}

/** What happens during a copy. */
export type CopyEvent =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'piece'; readonly piece: CopyPiece };

export type CallName = keyof Calls;

/** One request; its `id` marks everything that belongs to it. */
export type RequestMessage<Name extends CallName = CallName> = {
  [Call in Name]: {
    readonly kind: 'request';
    readonly id: number;
    readonly call: Call;
    readonly request: Calls[Call]['request'];
    readonly stopFlag: StopFlag | null;
  };
}[Name];

/** Page to worker. */
export type MessageToEngine =
  | RequestMessage
  | { readonly kind: 'control'; readonly id: number; readonly control: JobControl | 'cancel' };

export type ResultMessage<Name extends CallName = CallName> = {
  [Call in Name]: {
    readonly kind: 'result';
    readonly id: number;
    readonly call: Call;
    readonly result: Calls[Call]['result'];
  };
}[Name];

export type EventMessage<Name extends CallName = CallName> = {
  [Call in Name]: {
    readonly kind: 'event';
    readonly id: number;
    readonly call: Call;
    readonly event: Calls[Call]['event'];
  };
}[Name];

/** Worker to page. */
export type MessageFromEngine =
  | ResultMessage
  | EventMessage
  | { readonly kind: 'error'; readonly id: number; readonly error: EngineErrorRecord }
  /** `restart`: the worker can do nothing more and must be started anew. */
  | { readonly kind: 'trouble'; readonly error: EngineErrorRecord; readonly restart: boolean };
