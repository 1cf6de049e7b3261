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
  /** How many versions of each image are among them, all of the first before those of the next; by default one. */
  readonly versions?: number;
  /** @throws RangeError unless `index` is an integer in [0, length) */
  at(index: number): AnnotatedImage | Promise<AnnotatedImage>;
  /** The same image before its pixels are made, so that another thread can make them. Lists that have their pixels at hand lack it. */
  unmade?(index: number): UnmadeImage | Promise<UnmadeImage>;
}

/** Where pixels come from; it can cross to another thread. */
export type PictureSource =
  | { readonly kind: 'image'; readonly image: RgbImage }
  | { readonly kind: 'scene'; readonly seed: number; readonly domain: string }
  | { readonly kind: 'file'; readonly file: Blob };

/** What shows only once the pixels are there. */
export interface PictureFacts {
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  /** What a renderer put into its scene; none in other pictures. */
  readonly objects: readonly GtObject[];
}

/** An annotated image without its pixels. */
export interface UnmadeImage {
  readonly source: PictureSource;
  /** Its ground truth, in pixels of the picture. */
  readonly gt: (facts: PictureFacts) => readonly GtObject[];
  /** The error for a file whose picture cannot be read. */
  readonly unreadable: (reason: string) => Error;
}
