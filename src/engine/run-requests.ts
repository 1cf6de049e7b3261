import type { ImageChange } from '../augmentation/methods/image-change';
import type { Learned } from '../augmentation/methods/method';
import type { Offsets } from '../augmentation/offsets';
import type { Styles } from '../augmentation/pin/styles';
import type { RgbImage } from '../geometry/rgb-image';
import type { TrainingConfig } from '../method/training-config';
import type { TrainingDataSet } from '../training/training-data-set';
import type { FreshStart } from '../training/training-start';
import type { DetectorInfo } from './model-info';

export interface OptimisationResult {
  readonly offsets: Offsets;
  /** Of the whole run, with those before it went on. */
  readonly iterations: number;
  readonly stopped: boolean;
}

export interface StyleResult {
  readonly styles: Styles;
  readonly steps: number;
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
  /** Built-in scenes: the first of the train split, this many. Without meaning where a data set is given. */
  readonly scenes: number;
  /** Of the built-in scenes; for each image one is drawn. By default `daytime-clear` alone. */
  readonly domains?: readonly string[] | undefined;
  /** A domain of the built-in scenes whose AP is told beside that of the validation. Nothing of the training depends on it. */
  readonly watched?: string | undefined;
  /** Trains on this in place of built-in scenes. */
  readonly dataSet?: TrainingDataSet | undefined;
  /** What the configuration's method needs; null where it needs nothing. */
  readonly learned: Learned | null;
}

/** Which pictures of a training are wanted: those of the augmented steps from one step on. */
export interface StepPicturesRequest {
  readonly training: TrainingRequest & { readonly start: FreshStart };
  readonly from: number;
  /** Most pictures. */
  readonly count: number;
}

/** A training image as a step gives it to the detector. */
export interface StepPicture {
  readonly step: number;
  /** At the detector's working size. */
  readonly image: RgbImage;
  /** Whether it is mirrored. */
  readonly flip: boolean;
  readonly change: ImageChange;
}

/** When and on how many images a detector in training is tested, and on as many of the validation split of a watched domain: of `daytime-clear/val`, or of another split of the data set's domain, where it has one. */
export interface Validation {
  /** Steps between two tests; there is one before the first step and one after the last, too. */
  readonly every: number;
  readonly images: number;
}

export interface ValidationPoint {
  /** Steps done. */
  readonly steps: number;
  /** Mean AP at IoU .5, VOC 2007 11-point, 0 to 1. */
  readonly map50: number;
  /** The same on the watched domain, where there is one. */
  readonly watchedMap50?: number;
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
