import type { Measurement } from '../../src/engine/inspection/measurements/planned';
import type { InspectionSize } from '../../src/engine/inspection/inspection';
import type { Check, Figure } from '../test-gpu/group';

/** What a process of its own does, so that a driver that crashes takes no report with it. */
export const partNames = [
  'probe',
  'first-kernels',
  'kernels',
  'goldens',
  'determinism',
  'growth',
  'measurements',
] as const;
export type PartName = (typeof partNames)[number];

export interface PartRequest {
  readonly part: PartName;
  /** Null: small on a software adapter, else full. */
  readonly size: InspectionSize | null;
  /** In which measurements may start. */
  readonly seconds: number;
  /** Ids of measurements; null for all. */
  readonly only: readonly string[] | null;
  /** A part of the adapter's name; null takes the fastest. */
  readonly adapter: string | null;
}

/** The adapter that a part found. */
export interface FoundAdapter {
  readonly name: string;
  readonly software: boolean;
  /** Vendor, architecture, driver and limits, as WebGPU tells them. */
  readonly details: Readonly<Record<string, string | number>>;
}

/** What a part tells as it finds it. */
export type PartMessage =
  | { readonly kind: 'adapter'; readonly adapter: FoundAdapter | null; readonly why: string }
  | { readonly kind: 'model'; readonly model: string; readonly host: string }
  | { readonly kind: 'begins'; readonly name: string }
  | { readonly kind: 'check'; readonly check: Check }
  | { readonly kind: 'figure'; readonly figure: Figure }
  | { readonly kind: 'measured'; readonly measurement: Measurement }
  | { readonly kind: 'skipped'; readonly id: string; readonly why: string }
  | { readonly kind: 'done' };
