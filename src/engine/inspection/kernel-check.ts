import type * as tf from '@tensorflow/tfjs-core';
import type { Tolerance } from './inspection';

/** One computation that every backend must do alike. */
export interface KernelCheck {
  readonly name: string;
  readonly tolerance: Tolerance;
  /** Makes its own inputs from seeds and computes on the running backend, inside a tidy; what it keeps beyond that it frees. */
  readonly compute: () => readonly tf.Tensor[];
}

/** Runs work alone on the running backend, and throws what the device complains of. */
export type Compute = <T>(work: () => Promise<T>) => Promise<T>;

/** For sums over up to some thousand products of numbers around 1, in another order. */
export const sumTolerance: Tolerance = { relative: 1e-4, ofLargest: 2e-5 };

/** For what is computed element by element. */
export const elementTolerance: Tolerance = { relative: 1e-5, ofLargest: 1e-6 };
