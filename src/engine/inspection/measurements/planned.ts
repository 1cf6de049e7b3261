import type { InspectionSize } from '../inspection-size';

/** One measured figure. */
export interface Measurement {
  /** Stable; the same in the PyTorch half. */
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** Each run, or each round of short runs, after the warm-up. */
  readonly samples: readonly number[];
  /** Sizes, work, runs, spread, and whatever else explains the samples. */
  readonly details: Details;
}

export type Unit = 's' | 'GB/s' | 'GFLOP/s' | 'ratio' | 'count' | 'MB';
export type Details = Readonly<Record<string, string | number>>;

/** A figure before the catalogue has named it. */
export type Figure = Pick<Measurement, 'id' | 'samples' | 'details'>;

/**
 * Figures that share their preparation, one after another. It starts at the first `next`, frees what it holds in `finally`, and waits for
 * the device before each figure.
 */
export type FigureSource = (size: InspectionSize, wanted: (id: string) => boolean) => AsyncGenerator<Figure, void>;
