import type { ErrorRecord } from '../../errors/coded-error';
import type { StepPicture } from '../../engine/engine';
import type { Slice } from './slice';

/** Training images as augmented steps give them to the detector. */
export interface StepPictures {
  /** Null where none are wanted, or not there yet. */
  readonly pictures: readonly StepPicture[] | null;
  /** Why there are none. */
  readonly problem: ErrorRecord | null;
  /** The step from which those of the next training are looked for; another draw goes on after the last one that is shown. */
  readonly from: number;
}

export const noStepPictures: StepPictures = { pictures: null, problem: null, from: 0 };

export interface StepPicturesSlice {
  readonly stepPictures: StepPictures;
  readonly setStepPictures: (change: Partial<StepPictures>) => void;
}

export const createStepPicturesSlice: Slice<StepPicturesSlice> = (set) => ({
  stepPictures: noStepPictures,
  setStepPictures: (change) => set(({ stepPictures }) => ({ stepPictures: { ...stepPictures, ...change } })),
});
