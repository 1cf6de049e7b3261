import * as v from 'valibot';
import { offsetShapes } from '../../../src/method/offset-shape';
import { protocolNames } from '../../../src/method/protocol';
import { sourceKeys } from './image-source';
import { above, count, numberFrom, oneOf, prompt, prompts, seed, text, wholeFrom } from './values';

/** A run that learns semantic offsets. */
export const offsetSchema = v.strictObject({
  method: v.optional(v.literal('additive')),
  protocol: v.optional(oneOf(protocolNames)),
  offsetShape: v.optional(oneOf(offsetShapes)),
  l1Weight: v.optional(numberFrom(0, 1e6)),
  sourcePrompt: prompt,
  targetPrompts: prompts,
  iterations: v.optional(count),
  learningRate: v.optional(above(0)),
  cropsPerStep: v.optional(wholeFrom(1, 4096)),
  imagesPerStep: v.optional(count),
  cropSize: v.optional(count),
  imageShortSide: v.optional(count),
  seed: v.optional(seed),
  ...sourceKeys,
  /** Replaces random crops: the same list in every step, in pixels of the original images. */
  crops: v.optional(
    v.pipe(
      v.array(
        v.strictObject({ image: text, x: wholeFrom(0), y: wholeFrom(0), width: count, height: count }),
        'a list of crops {image, x, y, width, height}',
      ),
      v.minLength(1, 'a list of at least one crop'),
    ),
  ),
});

/** A run that learns the styles of PIN. */
export const styleSchema = v.strictObject({
  method: v.literal('pin'),
  targetPrompts: prompts,
  iterations: v.optional(count),
  learningRate: v.optional(above(0)),
  crops: v.optional(wholeFrom(1, 4096)),
  cropsPerBatch: v.optional(count),
  cropSize: v.optional(count),
  imageShortSide: v.optional(count),
  seed: v.optional(seed),
  ...sourceKeys,
});

/** Decides which of the two holds. */
export const methodSchema = v.looseObject({
  method: v.optional(oneOf(['additive', 'pin']), 'additive'),
});

export type OffsetConfig = v.InferOutput<typeof offsetSchema>;
export type StyleRunConfig = v.InferOutput<typeof styleSchema>;
