import type { Random } from '../math/random';

/** How an interval is drawn. */
export interface BootstrapOptions {
  readonly random: Random;
  /** Resamples; 1000 by default. */
  readonly resamples?: number;
  /** Share of the resamples inside the interval; 0.95 by default. */
  readonly confidence?: number;
}

/** Where a statistic lies when its data set is drawn again: percentile bootstrap (Efron 1979). */
export interface BootstrapInterval {
  readonly low: number;
  readonly high: number;
}
