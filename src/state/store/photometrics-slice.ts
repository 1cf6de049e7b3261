import type { ErrorRecord } from '../../errors/coded-error';
import type { Progress } from '../../engine/engine';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import type { DictionarySource, KeptDictionary } from '../../runs/shelf/kept-dictionary';
import type { EstimateState } from './optimisation-slice';
import type { Slice } from './slice';

/**
 * How the loaded model stands to its dictionary: `loading` where one is looked for, `stopped` where a part is there and can go on, `failed` where the last
 * attempt to load or to measure one failed.
 */
export type DictionaryStatus = 'none' | 'loading' | 'measuring' | 'ready' | 'stopped' | 'failed';

/** What the page knows of photometric transforms in the embedding of the loaded model. */
export interface Photometrics {
  readonly status: DictionaryStatus;
  /** A whole one, of the loaded model, from which prompts choose. It stays while another one is measured. */
  readonly dictionary: PhotometricDictionary | null;
  /** Where the images of `dictionary` come from. */
  readonly source: DictionarySource | null;
  /** The newest of a measurement that has not ended. */
  readonly part: KeptDictionary | null;
  /** Of the measurement under way. */
  readonly progress: Progress | null;
  /** Why the last attempt failed. */
  readonly problem: ErrorRecord | null;
  /** How long a measurement would take. */
  readonly estimate: EstimateState;
}

/** Before a model is there. */
export const noPhotometrics: Photometrics = {
  status: 'none',
  dictionary: null,
  source: null,
  part: null,
  progress: null,
  problem: null,
  estimate: null,
};

export interface PhotometricsSlice {
  readonly photometrics: Photometrics;
  readonly setPhotometrics: (change: Partial<Photometrics>) => void;
}

export const createPhotometricsSlice: Slice<PhotometricsSlice> = (set) => ({
  photometrics: noPhotometrics,
  setPhotometrics: (change) => set(({ photometrics }) => ({ photometrics: { ...photometrics, ...change } })),
});
