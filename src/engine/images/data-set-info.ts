import type { DataSetFormat } from '../../data/data-set';
import type { NamedBlob } from '../../data/file-tree';
import type { DataProblem } from '../../data/problem-list';

/** Where a data set comes from. Blobs are handles: nothing is read before it is needed. */
export type DataSetFiles = {
  /** Takes the files for this format; without it, they are recognised. */
  readonly format?: DataSetFormat;
} & (
  | { readonly kind: 'files'; /** Of the folder. */ readonly name: string; readonly files: readonly NamedBlob[] }
  | { readonly kind: 'zip'; readonly name: string; readonly file: Blob }
);

/** What the page knows of an open data set. */
export interface DataSetInfo {
  /** The same for the same files. */
  readonly id: string;
  readonly title: string;
  readonly format: DataSetFormat;
  readonly layout: 'plain' | 'diverse-weather';
  readonly classes: readonly { readonly name: string; readonly objects: number }[];
  readonly parts: readonly DataSetPartInfo[];
  /** The first of them; the files themselves stay as they are. */
  readonly problems: readonly DataProblem[];
  readonly problemCount: number;
}

export interface DataSetPartInfo {
  readonly name: string;
  readonly split: string;
  /** Null where the data set has only one. */
  readonly domain: string | null;
  readonly images: number;
  /** Images among them in which nothing is marked. */
  readonly empty: number;
  readonly objects: number;
}

/** Which part of a data set is described. */
export interface DataSetDescriptionRequest {
  readonly dataSet: string;
  /** For the error where it is not open. */
  readonly title: string;
  /** Names; all by default. */
  readonly parts?: readonly string[];
  /** So many images of each part, spread evenly over it; all by default. */
  readonly count?: number;
}
