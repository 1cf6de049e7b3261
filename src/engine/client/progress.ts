import type { Progress } from '../engine';

/** Weight of the newest measurement in the smoothed speed; old ones fade with this time constant, in seconds. */
const timeConstant = 2;
/** A connection's first kilobytes say nothing of its speed. */
const bytesBeforeEstimate = 1_000_000;

/** Turns counts into {@link Progress} with a smoothed estimate of the time that is left. */
export class ProgressMeter {
  readonly #stage: string;
  readonly #total: number;
  readonly #unit: Progress['unit'];
  readonly #now: () => number;
  #last: { readonly time: number; readonly done: number } | null = null;
  #rate: number | null = null;
  /** What was done before the first measurement. */
  #before = 0;

  /** @param now a clock in milliseconds */
  constructor(stage: string, total: number, unit: Progress['unit'], now: () => number = () => performance.now()) {
    this.#stage = stage;
    this.#total = total;
    this.#unit = unit;
    this.#now = now;
  }

  /** Measures, and says how far the work is. `total` may grow while sizes become known. */
  at(done: number, total: number = this.#total): Progress {
    const time = this.#now();
    if (this.#last === null) {
      this.#last = { time, done };
      this.#before = done;
    } else {
      const seconds = (time - this.#last.time) / 1000;
      if (seconds > 0 && done > this.#last.done) {
        const rate = (done - this.#last.done) / seconds;
        const keep = Math.exp(-seconds / timeConstant);
        this.#rate = this.#rate === null ? rate : keep * this.#rate + (1 - keep) * rate;
        this.#last = { time, done };
      }
    }
    const tooEarly = this.#unit === 'bytes' && done - this.#before < bytesBeforeEstimate;
    const secondsLeft = this.#rate === null || tooEarly ? null : Math.max(0, total - done) / this.#rate;
    return { stage: this.#stage, done, total, unit: this.#unit, perSecond: this.#rate, secondsLeft };
  }
}

/** Passes on what it is given at most once in `milliseconds`; `last` values always pass. */
export function throttled<T>(
  milliseconds: number,
  pass: (value: T) => void,
  now: () => number = () => performance.now(),
): (value: T, last?: boolean) => void {
  let previous = -Infinity;
  return (value, last = false) => {
    const time = now();
    if (!last && time - previous < milliseconds) return;
    previous = time;
    pass(value);
  };
}
