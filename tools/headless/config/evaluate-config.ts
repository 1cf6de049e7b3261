import * as v from 'valibot';
import { evaluationSplits } from '../../../src/method/evaluation-settings';
import { formats } from './image-source';
import { count, oneOf, text, texts, wholeFrom } from './values';

/** An evaluation; the options of the command line of the same names win. */
export const evaluateSchema = v.strictObject({
  detector: v.optional(text),
  classes: v.optional(texts),
  offsets: v.optional(text),
  prompt: v.optional(v.union([wholeFrom(0), text], 'the text of a prompt, or its number from 0')),
  /** Names of built-in domains, or one folder or zip file. */
  dataset: v.optional(v.union([text, texts], 'a text or a list of texts')),
  format: v.optional(oneOf(formats)),
  /** Parts of the data set. */
  part: v.optional(v.union([text, texts], 'a text or a list of texts')),
  /** Of the built-in domains. */
  split: v.optional(oneOf(evaluationSplits)),
  /** Images of each domain. */
  count: v.optional(count),
});

export type EvaluateConfig = v.InferOutput<typeof evaluateSchema>;
