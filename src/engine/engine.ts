import type { EngineErrorRecord } from '../errors/areas';
import type { AugmentedEmbeddings } from '../augmentation/embed-augmented';
import type { StepExplanation } from '../augmentation/explain-step';
import type { ShiftMeasurement } from '../augmentation/mean-shift';
import type { Offsets } from '../augmentation/offsets';
import type { DictionaryRequest } from '../augmentation/dictionary-run';
import type { OptimisationState } from '../augmentation/optimisation';
import type { OptimisationConfig } from '../augmentation/optimisation-config';
import type { StyleConfig } from '../augmentation/pin/style-config';
import type { DataSetDescription } from '../data/describe-data-set';
import type { CheckpointNames } from '../detector/checkpoint-tensors';
import type { ZeroShotConfig } from '../detector/zero-shot/zero-shot-config';
import type { EvaluationSource } from '../evaluation/evaluation-source';
import type { RawDetections } from '../geometry/detections';
import type { RgbImage } from '../geometry/rgb-image';
import type { PhotometricDictionary } from '../photometrics/dictionary/dictionary';
import type { StepRows } from '../runs/records/step-rows';
import type { BackendChoice, BackendStatus } from '../tensor/backend';
import type { TrainingDataSet } from '../training/training-data-set';
import type { FreshStart } from '../training/training-start';
import type { DataSetDescriptionRequest, DataSetFiles, DataSetInfo, DataSetPartInfo } from './images/data-set-info';
import type {
  DetectRequest,
  EvaluationRequest,
  UnreadableImage,
  EvaluationOptions,
  DataSetImageRequest,
  DataSetImage,
  DataSetPictureRequest,
} from './detection-requests';
import type { CopyEstimate, CopyReport, CopyRequest, CopyTarget } from './copy-requests';
import type { ShiftRequest, AugmentedEmbeddingRequest, StepRequest } from './explain-requests';
import type { ModelSource, ModelCheck, ModelInfo, DetectorInfo, TextEmbedding } from './model-info';
import type {
  OptimisationResult,
  StyleResult,
  StepPicture,
  StepPicturesRequest,
  TrainingRequest,
  Validation,
  ValidationPoint,
  TrainingResult,
  CheckpointRequest,
  CheckpointImport,
} from './run-requests';
import type { ProposalNetworkInfo, ProposalNetworkSource } from './proposal-requests';
import type { WorkOptions, EstimateOptions, Job, Estimate } from './work';

export type * from './copy-requests';
export type * from './detection-requests';
export type * from './explain-requests';
export type * from './model-info';
export type * from './proposal-requests';
export type * from './run-requests';
export type * from './work';
export type {
  DataSetDescription,
  DataSetDescriptionRequest,
  DataSetFiles,
  DataSetInfo,
  DataSetPartInfo,
  TrainingDataSet,
};
export type {
  AugmentedEmbeddings,
  DictionaryRequest,
  EvaluationSource,
  FreshStart,
  OptimisationState,
  ShiftMeasurement,
  StepExplanation,
};

/**
 * All that the page asks of the machine. Rejections are {@link EngineError}s.
 *
 * @example
 * const job = engine.optimise(config, images, { onSteps: (rows) => curve.append(rows) });
 * job.pause();
 * job.resume();
 * const { offsets, stopped } = await job.result;
 */
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
  /** Decoded, and made smaller where that is wanted, in a worker of its own, which never waits for what the engine computes. @throws EngineError `data-set-missing`, and as {@link decodeImage} */
  dataSetPicture(request: DataSetPictureRequest): Promise<RgbImage>;
  /** Every image with its size and its objects, and all that was left out. Pictures are measured, not decoded; some thousands take seconds. */
  describeDataSet(request: DataSetDescriptionRequest, options?: WorkOptions): Promise<DataSetDescription>;
  /** What a copy of a data set will take: a few of its pictures are changed to see. @throws EngineError `data-set-missing`, `bad-config` */
  estimateCopies(request: CopyRequest, options?: EstimateOptions): Promise<CopyEstimate>;
  /**
   * Copies a data set under the transforms of a policy, in its own layout and with its boxes, piece by piece: the whole is never held. Pictures are made
   * in workers of their own, so everything else goes on. A file that cannot be read is left out and reported.
   * @throws EngineError `data-set-missing`, `bad-config`, `cancelled`; what `write` rejects with
   */
  copyDataSet(request: CopyRequest, target: CopyTarget): Promise<CopyReport>;
  /** Hash of a built-in scene as the worker renders it; page, worker and Node agree. */
  sceneHash(seed: number, condition: string): Promise<number>;
  /** Gives way to everything else: a detection goes first; a job ends the estimate with `cancelled`, or `busy` where it came first. */
  estimateOptimisation(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options?: EstimateOptions,
  ): Promise<Estimate>;
  /**
   * Steps arrive in batches, at most 20 times a second, as rows of `optimisationRows`; `onOffsets` at most once a second with a snapshot. `onCheckpoint` gets all that
   * `resumeFrom` needs to go on with the same curve: as often as {@link checkpointDue} says, where it is asked for, and where the run is paused. The steps
   * before it have arrived.
   */
  optimise(
    config: OptimisationConfig,
    images: readonly RgbImage[],
    options: {
      readonly onSteps: (rows: StepRows) => void;
      readonly onOffsets?: (offsets: Offsets) => void;
      readonly onCheckpoint?: (state: OptimisationState) => void;
      /** Goes on from there, with the same configuration and images. */
      readonly resumeFrom?: OptimisationState;
      /** Pauses after its first iteration; a `step()` after the call may come too late for that. */
      readonly single?: boolean;
    },
  ): Job<OptimisationResult>;
  /**
   * Learns styles from the prompts by PIN, for the method of that name; a job as {@link optimise} is, but a stopped one ends with `cancelled`:
   * styles are of use only when they are whole. The loss is the sum over the prompts, each the mean
   * cosine distance of its batch, and begins anew with each batch of crops; l1 is 0.
   */
  learnStyles(
    config: StyleConfig,
    images: readonly RgbImage[],
    options: Pick<WorkOptions, 'onProgress'> & {
      readonly onSteps?: (rows: StepRows) => void;
    },
  ): Job<StyleResult>;
  /** Gives way as {@link estimateOptimisation} does. */
  estimateTraining(request: TrainingRequest, options?: EstimateOptions): Promise<Estimate>;
  train(
    request: TrainingRequest,
    options: {
      /** Rows of `trainingRows`. */
      readonly onSteps: (rows: StepRows) => void;
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
  /** Short work. Fewer pictures than are wanted where the training has no more augmented steps. */
  stepPictures(request: StepPicturesRequest, options?: Pick<WorkOptions, 'signal'>): Promise<readonly StepPicture[]>;
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
   * Opens a checkpoint of vidit09/domaingen or microsoft/RegionCLIP: its detector under this name, and its offsets. Of RegionCLIP, `classes` are
   * what it is to find: any, where the loaded model is its CLIP.
   * @throws EngineError `unsupported-model`, `bundle-file-broken`, `bad-config` where names are wanted, `bundle-mismatch`
   */
  importCheckpoint(name: string, file: Blob, names?: CheckpointNames): Promise<CheckpointImport>;
  /**
   * Opens a detection network that can propose regions for CLIP alone, as {@link ZeroShotConfig} then says. It takes the place of another one, and stays when
   * the model goes; one that fails leaves the former one. A pinned network is downloaded once and kept.
   * @throws EngineError `bundle-file-missing`, `bundle-file-broken`, `bundle-mismatch` for a file of another form, `download-interrupted`
   */
  openProposals(source: ProposalNetworkSource, options?: WorkOptions): Promise<ProposalNetworkInfo>;
  /** Sets what CLIP alone looks for. @throws EngineError `bad-config` */
  setZeroShot(config: ZeroShotConfig): Promise<DetectorInfo>;
  /** Forgets a detector; one that does not exist is forgotten already. */
  removeDetector(name: string): Promise<void>;
  loadOffsets(name: string): Promise<Offsets>;
  /**
   * A dictionary of photometric transforms that the bundle ships.
   * @throws EngineError `bundle-file-broken`, `unsupported-model` for another family of transforms, `bundle-mismatch` for another model's
   */
  loadDictionary(name: string): Promise<PhotometricDictionary>;
  /** Gives way as {@link estimateOptimisation} does. A step is a transform. */
  estimateDictionary(request: DictionaryRequest, options?: EstimateOptions): Promise<Estimate>;
  /**
   * Measures what photometric transforms do to source images in the model's embedding; forward only. A stopped one ends with the part that it has
   * measured. `onPart` gets that part as often as {@link checkpointDue} says, where it is asked for, and where the job is paused.
   * @throws EngineError `bad-config`, also where `resumeFrom` belongs to another measurement; `diverged` for an image without a direction
   */
  measureDictionary(
    request: DictionaryRequest,
    options?: Pick<WorkOptions, 'onProgress'> & {
      readonly onPart?: (part: PhotometricDictionary) => void;
      /** Goes on from there, with the same model, images, seed and number of transforms, to the same numbers. */
      readonly resumeFrom?: PhotometricDictionary;
    },
  ): Job<PhotometricDictionary>;
  /** Trouble outside any request: a lost device, a GPU validation error. */
  onTrouble(listener: (error: EngineErrorRecord) => void): () => void;
  dispose(): void;
}
