import type { BoxXYXY } from '../geometry/box';
import type { RgbImage } from '../geometry/rgb-image';

/** One object that a person or a renderer marked. */
export interface GtObject {
  readonly classIndex: number;
  /** Pixels of the image. */
  readonly box: BoxXYXY;
  /** An evaluation neither wants nor refuses it. */
  readonly difficult?: boolean;
}

/** An image with its ground truth. */
export interface AnnotatedImage {
  /** Unique in its data set; it names the image in results. */
  readonly id: string;
  readonly image: RgbImage;
  readonly gt: readonly GtObject[];
}

/** A fixed list of annotated images that are made or read when they are asked for. */
export interface AnnotatedImages {
  readonly length: number;
  /** @throws RangeError unless `index` is an integer in [0, length) */
  at(index: number): AnnotatedImage | Promise<AnnotatedImage>;
}
