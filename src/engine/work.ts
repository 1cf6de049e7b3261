/** How far a piece of work is. `perSecond` and `secondsLeft` are null until two measurements exist. */
export interface Progress {
  readonly stage: string;
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'steps' | 'images' | 'files' | 'transforms';
  /** Units a second, of late. */
  readonly perSecond: number | null;
  readonly secondsLeft: number | null;
}

export interface WorkOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export type EstimateOptions = Pick<WorkOptions, 'signal'>;

/** A run that the caller steers. What is reached when it is stopped is its result. */
export interface Job<Result> {
  pause(): void;
  resume(): void;
  /** Pauses, after exactly one more iteration. */
  step(): void;
  /** Asks for a checkpoint after the current iteration. */
  save(): void;
  /** Ends the run after the current iteration; `result` then holds what was reached. */
  stop(): void;
  readonly result: Promise<Result>;
}

export interface Estimate {
  readonly secondsPerStep: number;
  readonly seconds: number;
}
