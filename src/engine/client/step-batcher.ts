/** Collects steps and hands them on at most once in an interval. */
export class StepBatcher<Step> {
  readonly #pass: (steps: readonly Step[]) => void;
  readonly #interval: number;
  readonly #now: () => number;
  #waiting: Step[] = [];
  #previous = -Infinity;

  /** @param interval milliseconds; 50 is twenty times a second */
  constructor(pass: (steps: readonly Step[]) => void, interval = 50, now: () => number = () => performance.now()) {
    this.#pass = pass;
    this.#interval = interval;
    this.#now = now;
  }

  add(step: Step): void {
    this.#waiting.push(step);
    if (this.#now() - this.#previous >= this.#interval) this.flush();
  }

  /** Hands on what waits: before a pause, at the end, after a failure. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    const steps = this.#waiting;
    this.#waiting = [];
    this.#previous = this.#now();
    this.#pass(steps);
  }
}
