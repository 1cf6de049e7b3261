import type { TreeFile } from './file-tree';
import type { ProblemList } from './problem-list';

export const dataSetFormats = ['voc', 'coco', 'yolo'] as const;
export type DataSetFormat = (typeof dataSetFormats)[number];

/** An object as the annotation has it. */
export interface DataObject {
  /** Index in the data set's own classes. */
  readonly classIndex: number;
  /** x1, y1, x2, y2, 0-based and continuous, in the unit of its image. */
  readonly box: readonly [number, number, number, number];
  /** `difficult` (VOC) counts nowhere in an evaluation; `crowd` (COCO) is no object to train on, either. */
  readonly kind: 'plain' | 'difficult' | 'crowd';
  /** Where it stands in the annotation file: VOC's objects and YOLO's lines from 1, COCO's list from 0. */
  readonly place: number;
}

/** Pixels of a picture. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** An image that is not read yet, with its annotation. */
export interface DataImage {
  /** Unique in its part. */
  readonly id: string;
  readonly file: TreeFile;
  /** Path of the file that holds its objects; null where none does. */
  readonly annotation: string | null;
  /** Where it stands among COCO's `images`, from 0; null where the annotation is its own. */
  readonly place: number | null;
  /** The size that its annotation says, which may be wrong; null where it says none. */
  readonly declared: PictureSize | null;
  /** Boxes are in pixels, or in shares of the image's width and height. */
  readonly unit: 'pixel' | 'image';
  readonly objects: readonly DataObject[];
}

/** A split of a data set, or of one of its domains. */
export interface DataPart {
  /** Unique in the data set. An official test set of Diverse Weather has the name of its domain alone, e.g. `night-rainy`. */
  readonly name: string;
  /** As its file or folder is called, e.g. `train`. */
  readonly split: string;
  /** Null where the data set has only one. */
  readonly domain: string | null;
  readonly images: readonly DataImage[];
  /** The files that list its images; none where folders or annotation files do. */
  readonly lists: readonly DataList[];
}

/** A file that lists images of a part. */
export interface DataList {
  readonly path: string;
  readonly entries: readonly {
    /** The line as the file has it, or in VOC the image's name in it. */
    readonly text: string;
    /** Id of the image. */
    readonly image: string;
  }[];
}

/** Images with their annotations: named parts, each a list with a fixed order. */
export interface DataSet {
  readonly name: string;
  readonly format: DataSetFormat;
  /** Diverse Weather is evaluated as the paper does. */
  readonly layout: 'plain' | 'diverse-weather';
  /** Names as the data set has them. */
  readonly classes: readonly string[];
  readonly parts: readonly DataPart[];
  /** Paths of the files that name classes or parts, where annotations do not. */
  readonly classFiles: readonly string[];
  readonly problems: ProblemList;
}

/** Gives each class name its index, in the order of appearance. */
export class ClassIndices {
  readonly #indices = new Map<string, number>();

  of(name: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    this.#indices.set(name, this.#indices.size);
    return this.#indices.size - 1;
  }

  get names(): readonly string[] {
    return [...this.#indices.keys()];
  }
}
