import type { Job } from '../../engine/engine';
import { cancelled } from '../../errors/cancelled';
import { anotherTab, claimRun } from '../library/run-locks';
import type { RunStatus } from '../store/optimisation-slice';
import { reportError } from '../store/report-error';
import { store } from '../store/store';

type Controls = Pick<Job<unknown>, 'pause' | 'resume' | 'step' | 'save'>;

/** Work of the engine under way. What cannot be paused or saved leaves that out. */
export type Work<Result> = Pick<Job<Result>, 'stop' | 'result'> & Partial<Controls>;

/** One run of a job: what it does from its preparation to its end. */
export interface JobDescription<Prepared, Result> {
  /** Locked against other tabs from the preparation to the end; null where nothing can be worked on twice. */
  readonly runId: string | null;
  /** Makes what the first step needs. Where it throws, the run is given up. @param signal aborted when the user stops meanwhile */
  readonly prepare: (signal: AbortSignal) => Promise<Prepared>;
  /** @param current whether this run is still the one that the page works on; the news of another is not shown */
  readonly start: (prepared: Prepared, current: () => boolean) => Work<Result>;
  /** Keeps what came of it, all of it or up to where it was stopped. */
  readonly end: (result: Result, prepared: Prepared) => Promise<void> | void;
  /** Keeps what there is of work that failed, and says so. */
  readonly fail: (error: unknown, prepared: Prepared) => Promise<void> | void;
  /** Brings the page back to what it was, where the run ends before it has started. */
  readonly giveUp: () => void;
}

interface Current {
  readonly abort: AbortController;
  readonly giveUp: () => void;
  work: Work<unknown> | null;
}

/**
 * One kind of job, with its run under way: prepares it, starts it, and hands on what the user wishes.
 * Stop before the start gives the run up; after it, the engine ends the work, and what was reached is kept.
 *
 * @example
 * const counting = new JobRunner();
 * await counting.run({ runId: null, prepare, start, end, fail, giveUp });
 */
export class JobRunner {
  #current: Current | null = null;

  /** Runs a job to its end; never rejects. */
  async run<Prepared, Result>(description: JobDescription<Prepared, Result>): Promise<void> {
    const current: Current = { abort: new AbortController(), giveUp: description.giveUp, work: null };
    this.#current = current;
    const { signal } = current.abort;
    const release = await claimRunWhile(description.runId, signal);
    try {
      const ready = await this.#prepare(description, signal, release !== null);
      if (ready) await this.#work(description, current, ready.prepared);
    } catch (error) {
      // What keeps the result, or the remains, has failed itself.
      reportError(error);
    } finally {
      release?.();
      if (this.#current === current) this.#current = null;
    }
  }

  /** Pauses what runs, lets what is paused go on, begins where nothing is under way. @param show how the page tells of it */
  toggle(
    status: RunStatus,
    show: (change: { readonly status: RunStatus; readonly secondsLeft?: null }) => void,
    begin: () => void,
  ): void {
    switch (status) {
      case 'running':
        this.#current?.work?.pause?.();
        return show({ status: 'paused', secondsLeft: null });
      case 'paused':
        this.#current?.work?.resume?.();
        return show({ status: 'running' });
      case 'preparing':
      case 'storing':
        return;
      case 'empty':
      case 'finished':
      case 'stopped':
      case 'failed':
        return begin();
      default:
        status satisfies never;
    }
  }

  /** One more step, then a pause. */
  step(): void {
    this.#current?.work?.step?.();
  }

  /** Asks for a checkpoint now: the page may be closed. */
  save(): void {
    this.#current?.work?.save?.();
  }

  /** Ends the run: before its start it is given up, after it what was reached is its result. */
  stop(): void {
    if (!this.#current) return;
    const { work, abort, giveUp } = this.#current;
    if (work) return work.stop();
    this.#current = null;
    abort.abort(cancelled());
    giveUp();
  }

  /** Ends the run and forgets it: whatever comes of it is not wanted any more. */
  abandon(): void {
    const current = this.#current;
    this.#current = null;
    current?.abort.abort(cancelled());
    current?.work?.stop();
  }

  /** @returns null where the run was given up */
  async #prepare<Prepared, Result>(
    { prepare, giveUp }: JobDescription<Prepared, Result>,
    signal: AbortSignal,
    claimed: boolean,
  ): Promise<{ readonly prepared: Prepared } | null> {
    try {
      signal.throwIfAborted();
      if (!claimed) {
        giveUp();
        store.getState().notify(anotherTab);
        return null;
      }
      const prepared = await prepare(signal);
      signal.throwIfAborted();
      return { prepared };
    } catch (error) {
      // What the user stopped was given up then.
      if (signal.aborted) return null;
      giveUp();
      reportError(error);
      return null;
    }
  }

  async #work<Prepared, Result>(
    { start, end, fail }: JobDescription<Prepared, Result>,
    current: Current,
    prepared: Prepared,
  ): Promise<void> {
    try {
      const work = start(prepared, () => this.#current === current);
      current.work = work;
      const result = await work.result;
      if (this.#current === current) await end(result, prepared);
    } catch (error) {
      if (this.#current === current) await fail(error, prepared);
    }
  }
}

/** Claims a run until it is released, or the signal is aborted. @returns null where another tab works on it */
async function claimRunWhile(id: string | null, signal: AbortSignal): Promise<(() => void) | null> {
  if (id === null) return () => undefined;
  const release = await claimRun(id);
  if (signal.aborted) release?.();
  else if (release) signal.addEventListener('abort', release);
  return release;
}

/** Work that can only be cancelled. After that it fails as cancelled, whatever became of it. */
export function cancellableWork<Result>(work: (signal: AbortSignal) => Promise<Result>): Work<Result> {
  const abort = new AbortController();
  const { signal } = abort;
  const result = work(signal).then(
    (value) => {
      if (signal.aborted) throw cancelled();
      return value;
    },
    (error: unknown) => {
      throw signal.aborted ? cancelled() : error;
    },
  );
  return { stop: () => abort.abort(), result };
}

/** What is kept of a run that failed, in a sentence; empty before its first step. @param kept steps of its newest checkpoint */
export function whatIsKept(unit: 'iteration' | 'step', done: number, kept: number | null): string {
  if (done === 0) return '';
  if (kept === null) return 'It failed before its first checkpoint: only its curves are kept.';
  return `“Go on” repeats what came after the checkpoint of ${unit} ${kept} of ${done}.`;
}
