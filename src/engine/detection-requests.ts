import type { EvaluationSource } from '../evaluation/evaluation-source';
import type { RgbImage } from '../geometry/rgb-image';
import type { ImageRows } from '../metrics/image-rows';
import type { WorkOptions } from './work';

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
  /** So many pictures before it in the part are of the same file, with objects of their own. */
  readonly repeat: number;
  readonly image: RgbImage;
}

/** One picture of a data set, by its file. */
export interface DataSetPictureRequest {
  readonly dataSet: string;
  /** For the error where it is not open. */
  readonly title: string;
  /** Path, as a description has it. */
  readonly file: string;
  /** Pixels of the longer side, at most; null leaves the picture as large as it is. */
  readonly longSide: number | null;
}
