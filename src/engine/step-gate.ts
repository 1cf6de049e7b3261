/** What a caller may do to a running job. */
export type JobControl = 'pause' | 'resume' | 'step' | 'stop' | 'save';

/** Stands before every iteration of a job: lets it through, holds it while paused, or tells it to end. */
export class StepGate {
  #state: 'running' | 'paused' | 'stopped' = 'running';
  /** Iterations that may pass although the job is paused. */
  #granted = 0;
  #wake: (() => void) | null = null;
  #saveWanted = false;

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
        break;
      default:
        control satisfies never;
    }
    this.#wake?.();
  }

  get stopped(): boolean {
    return this.#state === 'stopped';
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
