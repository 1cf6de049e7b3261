/** How a run stands since its last checkpoint, or since it began or went on. */
export interface SinceCheckpoint {
  /** Steps done. */
  readonly steps: number;
  readonly milliseconds: number;
  /** What the last checkpoint took, in milliseconds; null before the first one. */
  readonly cost: number | null;
}

/** Before the first checkpoint, in milliseconds. */
const first = 1000;
/** Between two of them, in milliseconds. */
const least = 3000;
const most = 60_000;
/** Checkpoints take at most one part in so many of the time. */
const share = 30;

/**
 * Whether a checkpoint is due: a first one after about a second, then so seldom that saving takes one part in thirty of the time, but every minute at least.
 * A step that takes longer than that gets one of its own; without a step there is nothing new.
 */
export function checkpointDue({ steps, milliseconds, cost }: SinceCheckpoint): boolean {
  if (steps === 0) return false;
  return milliseconds >= (cost === null ? first : Math.min(most, Math.max(least, share * cost)));
}

/** Measures what {@link checkpointDue} asks for. */
export class CheckpointClock {
  readonly #now: () => number;
  #since: number;
  #steps = 0;
  #cost: number | null = null;
  #saving = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#since = now();
  }

  /** A step is done. */
  step(): void {
    this.#steps++;
  }

  get due(): boolean {
    if (this.#saving) return false;
    return checkpointDue({ steps: this.#steps, milliseconds: this.#now() - this.#since, cost: this.#cost });
  }

  /** Whether anything happened since the last checkpoint. */
  get idle(): boolean {
    return this.#steps === 0;
  }

  /** Makes a checkpoint, and begins to count anew; none is due until it is made. */
  async save(make: () => Promise<unknown>): Promise<void> {
    const begun = this.#now();
    this.#steps = 0;
    this.#saving = true;
    try {
      await make();
    } finally {
      this.#saving = false;
      this.#since = this.#now();
      this.#cost = this.#since - begun;
    }
  }
}
