import * as tf from '@tensorflow/tfjs-core';
import { takeValues } from './take-values';

/**
 * Long tensor work in parts: yields between them, and returns its result. It can be given up at any yield and before any kernel, so what it
 * allocates it frees in `catch` or `finally`. No tidy may be open across a yield.
 */
export type Parts<Result> = Generator<undefined, Result>;

/** How the owner of long work ends it early. What either function throws ends the work and reaches whoever asked for it. */
export interface Interruption {
  /** Called before every kernel: throws where the work shall end. */
  readonly check: () => void;
  /** Called between parts: lets others work, and throws where the work shall end. */
  readonly pause: () => Promise<void>;
}

/** Runs all parts in a row. */
export function runParts<Result>(parts: Parts<Result>): Result {
  let next = parts.next();
  while (!next.done) next = parts.next();
  return next.value;
}

/** Runs the parts one by one, with pauses; the result is the same as that of {@link runParts}. */
export async function runWithPauses<Result>(
  parts: Parts<Result>,
  interruption: Interruption | undefined,
): Promise<Result> {
  if (interruption === undefined) return runParts(parts);
  for (;;) {
    const next = interruptible(interruption, () => parts.next());
    if (next.done) return next.value;
    try {
      await interruption.pause();
    } catch (error) {
      // The work frees what it holds, and throws the same.
      parts.throw(error);
      throw error;
    }
  }
}

/** Runs tensor work that ends before the next kernel once the check throws. */
export function interruptible<Result>(interruption: Interruption | undefined, work: () => Result): Result {
  if (interruption === undefined) return work();
  const engine = tf.engine();
  const former = engine.runKernel;
  engine.runKernel = (name, ...rest) => {
    // Between the clones that tfjs saves for one gradient nobody would free those that are there already. They cost no time.
    if (name !== tf.Identity) interruption.check();
    return former.call(engine, name, ...rest) as never;
  };
  try {
    return work();
  } finally {
    engine.runKernel = former;
  }
}

/** Waits until the device has done all that it was given; on a CPU that is at once. */
export async function deviceIdle(): Promise<void> {
  // The queue is worked off in order, so one number that was computed last stands for everything.
  await takeValues(tf.tidy(() => tf.add(tf.zeros([1]), 1)));
}
