import * as v from 'valibot';
import type { Learned } from '../augmentation/methods/method';
import { wholeOffsets } from './run-schema';
import { count, text } from './schema-parts';

const floats = v.instance(Float32Array);

/** What a method learned, as the browser's database keeps it. */
export const learnedSchema = v.variant('kind', [
  v.object({ kind: v.literal('offsets'), offsets: wholeOffsets(floats) }),
  v.object({
    kind: v.literal('styles'),
    styles: v.pipe(
      v.object({
        targetPrompts: v.array(text),
        stylesPerPrompt: count,
        channels: count,
        means: floats,
        deviations: floats,
      }),
      v.check(
        ({ targetPrompts: { length }, stylesPerPrompt, channels, means, deviations }) =>
          means.length === length * stylesPerPrompt * channels && deviations.length === means.length,
        'has another number of values than its shape says',
      ),
    ),
  }),
]);

/** The prompts that it was learned from; the conditions, where it was measured. */
export function learnedPrompts(learned: Learned | null): readonly string[] {
  switch (learned?.kind) {
    case undefined:
      return [];
    case 'offsets':
      return learned.offsets.targetPrompts;
    case 'styles':
      return learned.styles.targetPrompts;
    default:
      return learned satisfies never;
  }
}
