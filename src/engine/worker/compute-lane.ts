import { CodedError } from '../../errors/coded-error';
import { cancelled } from '../../errors/cancelled';
import { yieldToMessages } from './yield';

/** The names by which a user knows the long jobs. */
export type JobName = 'optimisation' | 'styles' | 'training' | 'evaluation' | 'measurement' | 'dictionary';

/** What a job that runs on does, and what whoever stops it is left with. */
const jobTexts: Readonly<Record<JobName, { readonly does: string; readonly stopped: string }>> = {
  optimisation: { does: 'optimises semantic offsets', stopped: 'its offsets and curves so far are kept' },
  styles: { does: 'learns styles', stopped: 'styles that are not finished are not kept' },
  training: { does: 'trains a detector', stopped: 'the detector as it is then is kept, and the training can go on' },
  evaluation: { does: 'evaluates a detector', stopped: 'its images so far are kept, and it can go on' },
  dictionary: { does: 'measures photometric transforms', stopped: 'what it has measured is kept, and it can go on' },
  measurement: { does: 'measures true shifts', stopped: 'nothing of a measurement is kept' },
};

/**
 * Who may compute. Short work (a detection, one step of a job) runs one after the other, in the order of asking, so that no two pieces of work
 * interleave inside tfjs, but where a long piece lets others in; of long jobs there is one at a time, and short work gets in between its steps. A courtesy is work that nobody waits
 * for: it gives way to everything.
 */
export class ComputeLane {
  #tail: Promise<unknown> = Promise.resolve();
  /** Work that has not begun. */
  readonly #waiting: (() => Promise<void>)[] = [];
  #working = false;
  #job: { readonly name: JobName; readonly ending: () => boolean; readonly ended: Promise<unknown> } | null = null;
  #courtesy: { readonly giveWay: () => void; readonly ended: Promise<unknown> } | null = null;

  /** Runs the work alone. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      this.#waiting.push(() => Promise.resolve().then(work).then(resolve, reject));
    });
    this.#tail = result.catch(() => undefined);
    if (!this.#working) void this.#workOff();
    return result;
  }

  /**
   * Called by work in its pauses: what waits now is done before that work goes on.
   * The caller must hold no state inside tfjs, such as an open tidy.
   */
  async letOthersIn(): Promise<void> {
    for (const next of this.#waiting.splice(0)) await next();
  }

  async #workOff(): Promise<void> {
    this.#working = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next();
    this.#working = false;
  }

  /**
   * Runs a long job.
   * @param ending whether the job was told to end: the next one then waits for it
   * @throws EngineError `busy` while another job runs
   */
  async job<T>(name: JobName, ending: () => boolean, work: () => Promise<T>): Promise<T> {
    // No await between the look and the entry, or two jobs could enter.
    for (let former = this.#leaving(); former; former = this.#leaving()) await former;
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

  /** Waits for what is about to end. @throws EngineError `busy` while a job runs on */
  async free(): Promise<void> {
    for (let former = this.#leaving(); former; former = this.#leaving()) await former;
    this.assertNoJob();
  }

  /** Runs work that changes what jobs stand on: none is under way then. @throws EngineError `busy` while one runs on */
  async exchange<T>(work: () => T | Promise<T>): Promise<T> {
    for (let former = this.#leaving(); former; former = this.#leaving()) await former;
    return this.run(() => {
      this.assertNoJob();
      return work();
    });
  }

  /**
   * Runs a courtesy, which computes in {@link spare} only. A job, an exchange or another courtesy aborts the signal that it is given, and waits
   * for it to go.
   * @throws EngineError `busy` while a job runs, `cancelled` where it gave way
   */
  async courtesy<T>(wanted: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    for (let former = this.#leaving(); former; former = this.#leaving()) await former;
    this.assertNoJob();
    const abort = new AbortController();
    const ended = work(AbortSignal.any([wanted, abort.signal]));
    const courtesy = { giveWay: () => abort.abort(cancelled()), ended };
    this.#courtesy = courtesy;
    try {
      return await ended;
    } finally {
      if (this.#courtesy === courtesy) this.#courtesy = null;
    }
  }

  /** Runs one piece of a courtesy alone, after everything that has been asked for by then. @throws what the signal is aborted with */
  async spare<T>(signal: AbortSignal, work: () => T | Promise<T>): Promise<T> {
    for (let tail: unknown = null; tail !== this.#tail;) {
      tail = this.#tail;
      await tail;
      await yieldToMessages();
      signal.throwIfAborted();
    }
    return this.run(work);
  }

  /** The end of what shall go before anything else begins; null where there is nothing. */
  #leaving(): Promise<unknown> | null {
    this.#courtesy?.giveWay();
    const leaving = this.#courtesy ?? (this.#job?.ending() ? this.#job : null);
    return leaving?.ended.catch(() => undefined) ?? null;
  }

  /** @throws EngineError `busy` while a job runs */
  assertNoJob(): void {
    if (this.#job === null) return;
    const { does, stopped } = jobTexts[this.#job.name];
    throw new CodedError('busy', `The engine is busy: it ${does}.`, `Wait until it ends, or stop it; ${stopped}.`);
  }
}
