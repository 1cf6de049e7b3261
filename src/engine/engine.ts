import type { AugmentedEmbeddings } from '../augmentation/embed-augmented';
import type { ExplainedState, StepExplanation } from '../augmentation/explain-step';
import type { ShiftMeasurement } from '../augmentation/mean-shift';
import type { Learned, MethodInfo } from '../augmentation/methods/method';
import type { Offsets } from '../augmentation/offsets';
import type { OptimisationState } from '../augmentation/optimisation';
import type { OptimisationConfig, OptimisationStep } from '../augmentation/optimisation-config';
import type { StyleConfig, StylePreset } from '../augmentation/pin/style-config';
import type { Styles } from '../augmentation/pin/styles';
import type { OptimisationDefaults } from '../method/optimisation-presets';
import type { ProtocolName } from '../method/protocol';
import type { TextInfo } from '../clip/model-bundle';
import type { DetectionMemory } from '../detector/detection-memory';
import type { DataSetDescription } from '../data/describe-data-set';
import type { DataSetDescriptionRequest, DataSetFiles, DataSetInfo, DataSetPartInfo } from './data-set-info';
import type { DetectorConfig } from '../detector/detector-config';
import type { CheckpointNames } from '../detector/domaingen-checkpoint';
import type { ZeroShotConfig } from '../detector/zero-shot/zero-shot-config';
import type { EvaluationSource } from '../evaluation/evaluation-source';
import type { RawDetections } from '../geometry/detections';
import type { RgbImage } from '../geometry/rgb-image';
import type { ImageRows } from '../metrics/image-rows';
import type { SceneSplit } from '../scenes/splits';
import type { BackendChoice, BackendStatus } from '../tensor/backend';
import type { TrainingConfig, TrainingStep } from '../training/training-config';
import type { TrainingDataSet } from '../training/training-data-set';
import type { FreshStart } from '../training/training-start';
import type { EngineErrorRecord } from './errors';

/** How far a piece of work is. `perSecond` and `secondsLeft` are null until two measurements exist. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'steps' | 'images' | 'files';
  /** Units a second, of late. */
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export type EstimateOptions = Pick<WorkOptions, 'signal'>;

export type ModelSource = {
  /** Puts QuickGELU in place of a GELU in the text tower, as {@link Engine.repairGelu} does; nothing else changes. */
  readonly repairGelu?: boolean;
} &
  /** A bundle that the page brings with it, which is not kept: its folder, with a final slash. */
  (
    | { readonly kind: 'url'; readonly url: string }
    /** A repository of the hub, with `@revision` or without, or the address of a folder or of a file of weights. It is kept in the browser. */
    | { readonly kind: 'download'; readonly address: string }
    /** A model that was downloaded before; it needs no network. */
    | { readonly kind: 'kept'; readonly id: string }
    | { readonly kind: 'files'; readonly files: readonly { readonly path: string; readonly file: Blob }[] }
  );

/** Where a model's files come from. */
export type ModelOrigin =
  | { readonly kind: 'page' }
  | { readonly kind: 'files' }
  | {
      readonly kind: 'download';
      /** In one line: repository and commit, or the address. */
      readonly title: string;
      /** Of the hub's repository; null where none is known. */
      readonly commit: string | null;
      /** By which the browser keeps it; null where it is in memory only. */
      readonly keptId: string | null;
      /** Why it is in memory only, where that is so: no space left, or what the browser says. */
      readonly unkept: { readonly kind: 'full' } | { readonly kind: 'refused'; readonly message: string } | null;
    };

/** Our V_b(V_a(x)) on a fixed picture beside the model's own visual graph, run by onnxruntime. */
export type ModelCheck =
  | { readonly kind: 'compared'; /** Of the two embeddings. */ readonly cosine: number }
  /** The model came without a visual ONNX graph. */
  | { readonly kind: 'no-graph' };

export interface ModelInfo {
  readonly name: string;
  /** Hash of the weight files, hexadecimal. */
  readonly hash: string;
  readonly origin: ModelOrigin;
  readonly resolution: number;
  readonly embeddingDim: number;
  readonly width: number;
  readonly blocks: readonly [number, number, number, number];
  /** V_a's grid at the model's resolution, and its channels: the shape of one offset. */
  readonly grid: { readonly height: number; readonly width: number; readonly channels: number };
  readonly batchNormFolded: boolean;
  readonly text: TextInfo;
  /** What it takes on the device, in bytes: its weights, and a run of the optimisation step. */
  readonly memory: { readonly weights: number; readonly optimisation: number };
  /** Words that the captions of its training held, lower case; null where the bundle does not say. */
  readonly vocabulary: readonly string[] | null;
  readonly optimisationDefaults: OptimisationDefaults;
  /** For PIN. */
  readonly styleDefaults: StylePreset;
  readonly detectors: readonly DetectorInfo[];
  /** All that detector training can be augmented with, in the order in which they are shown. */
  readonly methods: readonly MethodInfo[];
  /** Names of offset files that the bundle ships. */
  readonly offsets: readonly string[];
}

export type { OptimisationDefaults };

export interface DetectorInfo {
  /** The name by which requests refer to it: a bundle's file name, or one given by training. */
  readonly name: string;
  readonly title: string;
  readonly config: DetectorConfig;
  /** What a detection takes on the device. */
  readonly memory: DetectionMemory;
  readonly provenance: Readonly<Record<string, string>>;
  /** Given where CLIP alone detects: such a detector has no file. */
  readonly zeroShot?: ZeroShotConfig;
}

export interface TextEmbedding {
  readonly text: string;
  /** With start and end, without padding. */
  readonly tokens: readonly number[];
  /** Unit length, `[D]`. */
  readonly embedding: Float32Array;
}

/** A run that the caller steers; results so far are kept when it is stopped. */
export interface Job<Result> {
  pause(): void;
  resume(): void;
  /** Pauses, after exactly one more iteration. */
  step(): void;
  /** Asks for a checkpoint after the current iteration. */
  save(): void;
  /** Ends the run after the current iteration; `result` then holds what was reached. */
  stop(): void;
  readonly result: Promise<Result>;
}

export interface OptimisationResult {
  readonly offsets: Offsets;
  /** Of the whole run, with those before it went on. */
  readonly iterations: number;
  readonly stopped: boolean;
}

export interface StyleResult {
  readonly styles: Styles;
  readonly steps: number;
  readonly stopped: boolean;
}

export interface Estimate {
  readonly secondsPerStep: number;
  readonly seconds: number;
}

export type DetectorStart =
  | FreshStart
  /** A run goes on; `from` is what it began with, where the weights that it does not train come from. */
  | { readonly kind: 'checkpoint'; readonly checkpoint: Uint8Array; readonly from: FreshStart };

export interface TrainingRequest {
  /** The trained detector is registered under this name and replaces a former one of that name. */
  readonly name: string;
  readonly title: string;
  readonly start: DetectorStart;
  readonly config: TrainingConfig;
  /** Built-in scenes: `daytime-clear` train split, this many. Without meaning where a data set is given. */
  readonly scenes: number;
  /** Trains on this in place of built-in scenes. */
  readonly dataSet?: TrainingDataSet | undefined;
  /** What the configuration's method needs; null where it needs nothing. */
  readonly learned: Learned | null;
}

/** When and on how many images a detector in training is tested: of `daytime-clear/val`, or of another split of the data set's domain, where it has one. */
export interface Validation {
  /** Steps between two tests; there is one after the last step, too. */
  readonly every: number;
  readonly images: number;
}

export interface ValidationPoint {
  /** Steps done. */
  readonly steps: number;
  /** Mean AP at IoU .5, VOC 2007 11-point, 0 to 1. */
  readonly map50: number;
}

export interface TrainingResult {
  readonly detector: DetectorInfo;
  /** The detector as {@link Engine.exportDetector} gives it, also where another model has been loaded meanwhile. */
  readonly file: Blob;
  readonly steps: number;
  readonly stopped: boolean;
}

/** What goes into a checkpoint for PyTorch. */
export interface CheckpointRequest {
  /** Null for CLIP's visual tower alone. */
  readonly detector: string | null;
  readonly offsets: Offsets | null;
}

export interface CheckpointImport {
  readonly detector: DetectorInfo;
  readonly offsets: Offsets | null;
}

export interface DetectRequest {
  readonly detector: string;
  /** One value per V_a channel, added to every position of V_a's output; null adds nothing. */
  readonly featureOffset: Float32Array | null;
  /** Fewer regions than the detector's own number, for an answer while one waits. */
  readonly maxProposals?: number | undefined;
}

export interface EvaluationRequest {
  readonly detector: string;
  readonly source: EvaluationSource;
  /** For each domain its first image, where those before it were done earlier; all from 0 by default. */
  readonly from?: readonly number[];
  /** As in {@link DetectRequest}; null by default. */
  readonly featureOffset?: Float32Array | null;
}

/** One image of an evaluation that is done. */
export interface EvaluationImage {
  readonly domain: string;
  /** In its domain. */
  readonly index: number;
  /** Ground truth and detections, with the source's class indices and the detector's own thresholds. */
  readonly rows: ImageRows;
}

/** An image that was left out, and why. */
export interface UnreadableImage {
  readonly dataSet: string;
  readonly reason: string;
}

/** What shows only beside a picture, such as a box outside of it; {@link Engine.describeDataSet} finds the same. */
export interface DataSetProblem {
  readonly dataSet: string;
  readonly file: string;
  readonly reason: string;
}

export interface EvaluationOptions extends WorkOptions {
  readonly onImage?: (image: EvaluationImage) => void;
  /** An image that cannot be read has neither objects nor detections in the results. */
  readonly onUnreadable?: (image: UnreadableImage) => void;
  readonly onProblem?: (problem: DataSetProblem) => void;
}

/** One image of a data set, by its place among `count` that are spread evenly over a part. */
export interface DataSetImageRequest {
  readonly dataSet: string;
  readonly part: string;
  readonly index: number;
  readonly count: number;
}

export interface DataSetImage {
  /** Path of its file. */
  readonly path: string;
  readonly image: RgbImage;
}

/** Where the weather really goes: counterfactual pairs of built-in scenes. */
export interface ShiftRequest {
  /** Names of conditions; each is compared with `daytime-clear`. */
  readonly conditions: readonly string[];
  /** Scenes 0 to `scenes` − 1 of the split. */
  readonly scenes: number;
  readonly split: SceneSplit;
}

export interface AugmentedEmbeddingRequest {
  readonly images: readonly RgbImage[];
  /** The model's grid, or one position that stands for all. */
  readonly offsets: Offsets;
}

export interface StepRequest {
  readonly protocol: ProtocolName;
  readonly sourcePrompt: string;
  readonly targetPrompt: string;
  /** The crop itself. */
  readonly crop: RgbImage;
  readonly learningRate: number;
  /** Factor of the l1 term, as a run has it. */
  readonly l1Weight: number;
  /** Goes on after that step; null begins with A = 0. */
  readonly state: ExplainedState | null;
}

export type {
  DataSetDescription,
  DataSetDescriptionRequest,
  DataSetFiles,
  DataSetInfo,
  DataSetPartInfo,
  TrainingDataSet,
};
export type { AugmentedEmbeddings, EvaluationSource, FreshStart, OptimisationState, ShiftMeasurement, StepExplanation };

/** All that the page asks of the machine; one client talks to the worker, one fake serves view tests. Rejections are {@link EngineError}s. */
export interface Engine {
  setBackend(choice: BackendChoice): Promise<BackendStatus>;
  /** A failed load leaves the previous model in place. */
  loadModel(source: ModelSource, options?: WorkOptions): Promise<ModelInfo>;
  /**
   * Replaces GELU in the model's text tower by QuickGELU, with which OpenAI trained its weights: another model, under another hash.
   * Detectors that were added are gone, as after a load. @throws EngineError `unsupported-model` where there is no GELU to replace
   */
  repairGelu(): Promise<ModelInfo>;
  /** Tests how the weights were read against the model's own graph; takes as long as a detection or two. */
  checkModel(): Promise<ModelCheck>;
  embedText(texts: readonly string[]): Promise<readonly TextEmbedding[]>;
  /** Unit length, `[B][D]`. */
  embedImages(images: readonly RgbImage[]): Promise<readonly Float32Array[]>;
  /** Without colour conversion; refuses what is no image, below 16 or above 40 million pixels. */
  decodeImage(file: Blob): Promise<RgbImage>;
  /** Reads all annotations of a data set, and no image; the files stay where they are. One with the same files gets the same id, and replaces it. */
  openDataSet(source: DataSetFiles, options?: WorkOptions): Promise<DataSetInfo>;
  /** Forgets a data set; one that does not exist is forgotten already. */
  closeDataSet(id: string): Promise<void>;
  dataSetImage(request: DataSetImageRequest): Promise<DataSetImage>;
  /** Every image with its size and its objects, and all that was left out. Pictures are measured, not decoded; some thousands take seconds. */
  describeDataSet(request: DataSetDescriptionRequest, options?: WorkOptions): Promise<DataSetDescription>;
  /** Hash of a built-in scene as the worker renders it; page, worker and Node agree. */
  sceneHash(seed: number, condition: string): Promise<number>;
  /** Gives way to everything else: a detection goes first; a job ends the estimate with `cancelled`, or `busy` where it came first. */
  estimateOptimisation(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options?: EstimateOptions,
  ): Promise<Estimate>;
  /**
   * Steps arrive in batches, at most 20 times a second; `onOffsets` at most once a second with a snapshot. `onCheckpoint` gets all that
   * `resumeFrom` needs to go on with the same curve: as often as {@link checkpointDue} says, where it is asked for, and where the run is paused. The steps
   * before it have arrived.
   */
  optimise(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options: {
      readonly onSteps: (steps: readonly OptimisationStep[]) => void;
      readonly onOffsets?: (offsets: Offsets) => void;
      readonly onCheckpoint?: (state: OptimisationState) => void;
      /** Goes on from there, with the same configuration and images. */
      readonly resumeFrom?: OptimisationState;
    },
  ): Job<OptimisationResult>;
  /**
   * Learns styles from the prompts by PIN, for the method of that name; a job as {@link optimise} is. The loss is the sum over the prompts, each the mean
   * cosine distance of its batch, and begins anew with each batch of crops; l1 is 0.
   */
  learnStyles(
    config: StyleConfig,
    images: readonly RgbImage[],
    options: Pick<WorkOptions, 'onProgress'> & {
      readonly onSteps?: (steps: readonly OptimisationStep[]) => void;
    },
  ): Job<StyleResult>;
  /** Gives way as {@link estimateOptimisation} does. */
  estimateTraining(request: TrainingRequest, options?: EstimateOptions): Promise<Estimate>;
  train(
    request: TrainingRequest,
    options: {
      readonly onSteps: (steps: readonly TrainingStep[]) => void;
      /** Mean AP of the detector as it is, on images of the source domain that training does not see; no draw of the training depends on it. */
      readonly validation?: Validation;
      readonly onValidation?: (point: ValidationPoint) => void;
      /** Resumable state after that many steps, as safetensors: where it is asked for, and where the run is paused or stopped. The steps before it have arrived. */
      readonly onCheckpoint?: (checkpoint: Uint8Array, steps: number) => void;
      /** Further checkpoints after every so many steps, or as often as {@link checkpointDue} says. */
      readonly checkpointEvery?: number | 'timed';
      /** An image that cannot be read gives its place to the next one. */
      readonly onUnreadable?: (image: UnreadableImage) => void;
    },
  ): Job<TrainingResult>;
  detect(image: RgbImage, request: DetectRequest): Promise<RawDetections>;
  /** Domain by domain, image by image; the results are of the images of this request. */
  evaluate(request: EvaluationRequest, options?: EvaluationOptions): Promise<void>;
  /** A job, as an evaluation is. */
  measureShifts(request: ShiftRequest, options?: WorkOptions): Promise<ShiftMeasurement>;
  /** Short pieces of work, which get in between the steps of a job. */
  embedAugmented(request: AugmentedEmbeddingRequest, options?: WorkOptions): Promise<AugmentedEmbeddings>;
  /** Performs one iteration on one crop and one target, and tells everything about it. */
  explainStep(request: StepRequest): Promise<StepExplanation>;
  /** A detector as a safetensors file with its configuration as metadata. */
  exportDetector(name: string): Promise<Uint8Array>;
  importDetector(name: string, file: Uint8Array): Promise<DetectorInfo>;
  /** A checkpoint that vidit09/domaingen and detectron2 read. @throws EngineError `bad-config` for a detector without weights */
  exportCheckpoint(request: CheckpointRequest): Promise<Uint8Array>;
  /**
   * Opens a checkpoint of vidit09/domaingen: its detector under this name, and its offsets.
   * @throws EngineError `unsupported-model`, `bundle-file-broken`, `bad-config` where names are wanted, `bundle-mismatch`
   */
  importCheckpoint(name: string, file: Blob, names?: CheckpointNames): Promise<CheckpointImport>;
  /** Sets what CLIP alone looks for. @throws EngineError `bad-config` */
  setZeroShot(config: ZeroShotConfig): Promise<DetectorInfo>;
  /** Forgets a detector; one that does not exist is forgotten already. */
  removeDetector(name: string): Promise<void>;
  loadOffsets(name: string): Promise<Offsets>;
  /** Trouble outside any request: a lost device, a GPU validation error. */
  onTrouble(listener: (error: EngineErrorRecord) => void): () => void;
  dispose(): void;
}
