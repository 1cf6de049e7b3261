import * as v from 'valibot';
import { effectiveTransforms, weighedTransforms } from '../../../src/photometrics/dictionary/prompt-choice';
import { mostTransforms } from '../../../src/photometrics/dictionary/protocol';
import { sourceKeys } from './image-source';
import { numberFrom, oneOf, prompt, prompts, seed, wholeFrom } from './values';

/** What text chooses among photometric transforms. */
export const photometricsSchema = v.strictObject({
  sourcePrompt: prompt,
  targetPrompts: v.pipe(prompts, v.minLength(1, 'a list of at least one text')),
  /** Where transforms come from: the bundle's, or measured now. */
  dictionary: v.optional(oneOf(['bundle', 'measure'])),
  ...sourceKeys,
  transforms: v.optional(wholeFrom(2, mostTransforms)),
  seed: v.optional(seed),
  effective: v.optional(numberFrom(1, weighedTransforms), effectiveTransforms),
  control: v.optional(oneOf(['none', 'matched-random', 'uniform']), 'none'),
  probability: v.optional(numberFrom(0, 1)),
  /** Of the pictures in the sheet. */
  strength: v.optional(numberFrom(0, 1), 0.8),
});

export type PhotometricsConfig = v.InferOutput<typeof photometricsSchema>;
