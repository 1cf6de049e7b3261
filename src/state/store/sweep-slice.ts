import type { SweptSetting } from '../../method/sweep';
import type { Slice } from './slice';

/** Runs of L_opt that differ in one setting, one after the other. */
export interface Sweep {
  readonly setting: SweptSetting;
  readonly values: readonly number[];
  /** Ids of the runs that were begun, in the order of their values. */
  readonly runs: readonly string[];
  readonly active: boolean;
}

export interface SweepSlice {
  /** The setting that the form would compare. */
  readonly sweptSetting: SweptSetting;
  /** What was typed for its values; null takes those that are suggested. */
  readonly sweptValues: string | null;
  /** The comparison under way, or the last one of this visit. */
  readonly sweep: Sweep | null;
  readonly setSweptSetting: (setting: SweptSetting) => void;
  readonly setSweptValues: (text: string | null) => void;
  readonly setSweep: (sweep: Sweep | null) => void;
}

export const createSweepSlice: Slice<SweepSlice> = (set) => ({
  sweptSetting: 'learningRate',
  sweptValues: null,
  sweep: null,
  setSweptSetting: (sweptSetting) => set({ sweptSetting, sweptValues: null }),
  setSweptValues: (sweptValues) => set({ sweptValues }),
  setSweep: (sweep) => set({ sweep }),
});
