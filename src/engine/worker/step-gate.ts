/** What a caller may do to a running job. */
export type JobControl = 'pause' | 'resume' | 'step' | 'stop' | 'save';

/** Memory that both sides of a call share: 1 once it was told to stop, which computation sees before any message. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** Null where the page may not share memory, for want of cross-origin isolation. */
export function createStopFlag(): StopFlag | null {
  return typeof SharedArrayBuffer === 'undefined' ? null : new Int32Array(new SharedArrayBuffer(4));
}

/** Tells computation to stop; the message that says so follows. */
export function raiseStopFlag(flag: StopFlag | null): void {
  if (flag !== null) Atomics.store(flag, 0, 1);
}

/** Stands before every iteration of a job: lets it through, holds it while paused, or tells it to end. */
export class StepGate {
  readonly #flag: StopFlag | null;
  readonly #stop = new AbortController();
  #state: 'running' | 'paused' | 'stopped' = 'running';
  /** Iterations that may pass although the job is paused. */
  #granted = 0;
  #wake: (() => void) | null = null;
  #saveWanted = false;

  constructor(flag: StopFlag | null = null) {
    this.#flag = flag;
  }

  control(control: JobControl): void {
    if (this.#state === 'stopped') return;
    switch (control) {
      case 'pause':
        this.#state = 'paused';
        this.#granted = 0;
        break;
      case 'resume':
        this.#state = 'running';
        break;
      case 'step':
        this.#state = 'paused';
        this.#granted++;
        break;
      case 'save':
        this.#saveWanted = true;
        return;
      case 'stop':
        this.#state = 'stopped';
        this.#stop.abort(new Error('The job was told to stop.'));
        break;
      default:
        control satisfies never;
    }
    this.#wake?.();
  }

  get stopped(): boolean {
    return this.#state === 'stopped';
  }

  /** Called inside an iteration: throws where the job was told to stop, even where the message waits behind the computation. */
  check(): void {
    if (this.#flag !== null && Atomics.load(this.#flag, 0) === 1) this.control('stop');
    this.#stop.signal.throwIfAborted();
  }

  /** Waits for work that {@link check} may end: that is no failure. */
  async untilStopped(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error !== this.#stop.signal.reason) throw error;
    }
  }

  /** What the work gives, or null as soon as the job is told to stop; the work goes on then. */
  async unlessStopped<T>(work: Promise<T>): Promise<T | null> {
    const { signal } = this.#stop;
    const stopped = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null);
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    return Promise.race([work, stopped]);
  }

  /** True where the next call of {@link next} would wait. */
  get holds(): boolean {
    return this.#state === 'paused' && this.#granted === 0;
  }

  /** Whether somebody asked for a checkpoint since the last call. */
  takeSaveWish(): boolean {
    const wanted = this.#saveWanted;
    this.#saveWanted = false;
    return wanted;
  }

  /** Waits while the job is paused. @returns whether one more iteration shall run */
  async next(): Promise<boolean> {
    while (this.holds) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = null;
    if (this.#state === 'stopped') return false;
    if (this.#state === 'paused') this.#granted--;
    return true;
  }
}
