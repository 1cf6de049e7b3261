import type { CopyReport } from '../data/copies/about-copies';
import type { CopyOptions } from '../data/copies/copy-options';
import type { CopyEstimate } from '../data/copies/estimate-copies';
import type { WorkOptions } from './work';

export type { CopyEstimate, CopyOptions, CopyReport };

/** What is copied of a data set, and how. */
export interface CopyRequest {
  readonly dataSet: string;
  /** For the error where it is not open. */
  readonly title: string;
  readonly options: CopyOptions;
}

/** The next bytes of a file of the copy. */
export interface CopyPiece {
  /** Relative, with slashes; empty for a zip file that holds them all. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/** A copy on its way out. */
export interface CopyTarget extends WorkOptions {
  /** One zip file, or each file on its own. */
  readonly form: 'zip' | 'files';
  /** Takes one piece after the other; while it is slow, no more are made. The copy fails with what it rejects with. */
  readonly write: (piece: CopyPiece) => Promise<void>;
}
