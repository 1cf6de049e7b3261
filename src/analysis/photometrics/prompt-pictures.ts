import { memo, memoNewest } from '../../math/memo';
import type { PhotometricDictionary } from '../../photometrics/dictionary/dictionary';
import {
  hasDirection,
  type PhotometricChooser,
  photometricChooser,
  seesChange,
} from '../../photometrics/dictionary/prompt-choice';
import type { PhotometricTransform } from '../../photometrics/parameters';

/** So many of the transforms that a prompt chose are shown as pictures. */
export const shownTransforms = 4;

/** A transform that a prompt chose. */
export interface ChosenTransform {
  readonly transform: PhotometricTransform;
  /** Cosine with the text direction. */
  readonly score: number;
  /** Share of the draws. */
  readonly weight: number;
}

/** What can be shown of a prompt. */
export type PromptPictures =
  /** The target prompt says what the source prompt says: there is no direction between them. */
  | { readonly kind: 'no-direction' }
  | {
      readonly kind: 'chosen';
      /** The {@link shownTransforms} best, best first. */
      readonly best: readonly ChosenTransform[];
      readonly confidence: number;
      /** The confidence below which the model sees no photometric change in the words. */
      readonly threshold: number;
    };

interface Chooses {
  readonly dictionary: PhotometricDictionary;
  readonly source: Float32Array;
}

/** One chooser at a time is remembered, with all that it chose: the words of one prompt change, the others stay. */
const picturesFor = memoNewest(
  ({ dictionary, source }: Chooses) => [dictionary, source],
  ({ dictionary, source }) => {
    const chooser = photometricChooser(dictionary, source);
    return memo((target: Float32Array) => picturesOf(dictionary, chooser, source, target));
  },
);

/**
 * What a target prompt chose. The same arguments give the same object.
 * @param source q_s, unit
 * @param target q_t, unit
 */
export function promptPictures(
  dictionary: PhotometricDictionary,
  source: Float32Array,
  target: Float32Array,
): PromptPictures {
  return picturesFor({ dictionary, source })(target);
}

function picturesOf(
  dictionary: PhotometricDictionary,
  chooser: PhotometricChooser,
  source: Float32Array,
  target: Float32Array,
): PromptPictures {
  if (!hasDirection(source, target)) return { kind: 'no-direction' };
  const { order, scores, weights, confidence } = chooser.choose(target);
  const best = order
    .slice(0, shownTransforms)
    .map((k) => ({ transform: dictionary.transforms[k]!, score: scores[k]!, weight: weights[k]! }));
  return { kind: 'chosen', best, confidence, threshold: chooser.threshold };
}

/** Whether the model sees a photometric change in the words. */
export function seesPhotometricChange({
  confidence,
  threshold,
}: PromptPictures & { readonly kind: 'chosen' }): boolean {
  return seesChange(confidence, threshold);
}
