import { EngineError } from './errors';

/** The names by which a user knows the long jobs. */
export type JobName = 'optimisation' | 'training' | 'evaluation';

/**
 * Who may compute. Short work (a detection, one step of a job) runs one after the other, in the order of asking, so that no two pieces of work
 * interleave inside tfjs; of long jobs there is one at a time, and short work gets in between its steps.
 */
export class ComputeLane {
  #tail: Promise<unknown> = Promise.resolve();
  #job: JobName | null = null;

  /** Runs the work alone. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** @throws EngineError `busy` while a job runs */
  async job<T>(name: JobName, work: () => Promise<T>): Promise<T> {
    this.assertNoJob();
    this.#job = name;
    try {
      return await work();
    } finally {
      this.#job = null;
    }
  }

  /** @throws EngineError `busy` while a job runs */
  assertNoJob(): void {
    if (this.#job === null) return;
    throw new EngineError({
      code: 'busy',
      message: `The engine is busy with a run of ${this.#job}.`,
      hint: 'Wait until it ends, or stop it; its results so far are kept.',
    });
  }
}
