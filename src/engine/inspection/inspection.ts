import type { InspectionSize } from './inspection-size';
import type { Measurement } from './measurements/planned';

/** What the GPU regression suite asks of the engine worker. Only `?headless` exposes it; the computations are in a chunk of their own. */

export type { InspectionSize } from './inspection-size';

export type InspectionRequest =
  | { readonly kind: 'kernels'; readonly size: InspectionSize }
  | { readonly kind: 'speed'; readonly size: InspectionSize }
  /** Within so many seconds, most important first; null measures everything. */
  | {
      readonly kind: 'measure';
      readonly size: InspectionSize;
      readonly seconds: number;
      readonly only: readonly string[] | null;
    }
  /** Looked at between two pieces of work. */
  | { readonly kind: 'memory' }
  /** Destroys the GPU device, in the middle of whatever is computed. */
  | { readonly kind: 'loseDevice' };

/** What is told while a long inspection runs. */
export type InspectionEvent =
  /** The name of what begins. */
  | { readonly kind: 'begins'; readonly name: string }
  /** A kernel that has been compared. */
  | { readonly kind: 'compared'; readonly kernel: KernelResult }
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  /** A measurement that does not come. */
  | { readonly kind: 'skipped'; readonly id: string; readonly why: string };

export type InspectionResult =
  | { readonly kind: 'kernels'; readonly kernels: readonly KernelResult[] }
  | { readonly kind: 'speed'; readonly speeds: readonly KernelSpeed[] }
  | { readonly kind: 'measure' }
  | { readonly kind: 'memory'; readonly memory: DeviceMemory }
  | { readonly kind: 'loseDevice' };

/** The answer to a request of that kind. */
export type InspectionAnswer<Kind extends InspectionRequest['kind']> = Extract<
  InspectionResult,
  { readonly kind: Kind }
>;

/** |actual − expected| ≤ relative · |expected| + ofLargest · max |expected|, the maximum over the array: no gradient is too small to be checked. */
export interface Tolerance {
  readonly relative: number;
  readonly ofLargest: number;
}

/** One kernel against the `cpu` backend. */
export interface KernelResult {
  readonly name: string;
  readonly tolerance: Tolerance;
  /** Largest |difference| in units of what the tolerance allows: up to 1 it is within. Null where the kernel failed. */
  readonly worst: number | null;
  /** The largest |difference| itself. */
  readonly difference: number | null;
  /** Values compared. */
  readonly values: number;
  /** In words, where nothing could be compared. */
  readonly error: string | null;
}

export interface KernelSpeed {
  readonly name: string;
  /** Median of several runs, each long enough to be timed. */
  readonly seconds: number;
}

export interface DeviceMemory {
  readonly backend: string;
  readonly tensors: number;
  /** Of the live tensors. */
  readonly bytes: number;
  /** Buffers on the device, with those that wait to be used again; 0 where the backend has none. */
  readonly deviceBytes: number;
}
