import { EngineError } from './errors';

/** The names by which a user knows the long jobs. */
export type JobName = 'optimisation' | 'training' | 'evaluation';

/**
 * Who may compute. Short work (a detection, one step of a job) runs one after the other, in the order of asking, so that no two pieces of work
 * interleave inside tfjs; of long jobs there is one at a time, and short work gets in between its steps.
 */
export class ComputeLane {
  #tail: Promise<unknown> = Promise.resolve();
  #job: { readonly name: JobName; readonly ending: () => boolean; readonly ended: Promise<unknown> } | null = null;

  /** Runs the work alone. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /**
   * Runs a long job.
   * @param ending whether the job was told to end: the next one then waits for it
   * @throws EngineError `busy` while another job runs
   */
  async job<T>(name: JobName, ending: () => boolean, work: () => Promise<T>): Promise<T> {
    // No await between the look and the entry, or two jobs could enter.
    while (this.#job?.ending()) await this.#job.ended.catch(() => undefined);
    this.assertNoJob();
    const ended = work();
    const job = { name, ending, ended };
    this.#job = job;
    try {
      return await ended;
    } finally {
      if (this.#job === job) this.#job = null;
    }
  }

  /** Waits for a job that is about to end. @throws EngineError `busy` while one runs on */
  async free(): Promise<void> {
    while (this.#job?.ending()) await this.#job.ended.catch(() => undefined);
    this.assertNoJob();
  }

  /** @throws EngineError `busy` while a job runs */
  assertNoJob(): void {
    if (this.#job === null) return;
    throw new EngineError({
      code: 'busy',
      message: `The engine is busy with a run of ${this.#job.name}.`,
      hint: 'Wait until it ends, or stop it; its results so far are kept.',
    });
  }
}
