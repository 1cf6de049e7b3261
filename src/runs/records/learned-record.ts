import { CodedError } from '../../errors/coded-error';
import type { FormatError } from '../../errors/areas';
import * as v from 'valibot';
import type { Learned } from '../../augmentation/methods/method';
import type { SafetensorsFile, WritableTensor } from '../../formats/safetensors/safetensors';
import { count, promptText } from './schema-parts';

const names = { offsets: 'run/offsets', means: 'run/style-means', deviations: 'run/style-deviations' } as const;

/** What a method learned, without its numbers, which are tensors of the same file. */
export const learnedSchema = v.variant('kind', [
  v.object({
    kind: v.literal('offsets'),
    sourcePrompt: promptText,
    targetPrompts: v.array(promptText),
    channels: count,
  }),
  v.object({ kind: v.literal('styles'), targetPrompts: v.array(promptText), stylesPerPrompt: count, channels: count }),
]);

export type LearnedDescription = v.InferOutput<typeof learnedSchema>;

/** What {@link readLearned} needs besides the tensors. */
export function describeLearned(learned: Learned): LearnedDescription {
  switch (learned.kind) {
    case 'offsets': {
      const { sourcePrompt, targetPrompts, channels } = learned.offsets;
      return { kind: 'offsets', sourcePrompt, targetPrompts: [...targetPrompts], channels };
    }
    case 'styles': {
      const { targetPrompts, stylesPerPrompt, channels } = learned.styles;
      return { kind: 'styles', targetPrompts: [...targetPrompts], stylesPerPrompt, channels };
    }
    default:
      return learned satisfies never;
  }
}

/** Offsets as `run/offsets` `[T, C, H, W]`; styles as `run/style-means` and `run/style-deviations` `[T, N, C]`. */
export function learnedTensors(learned: Learned): readonly WritableTensor[] {
  switch (learned.kind) {
    case 'offsets': {
      const { targetPrompts, channels, height, width, values } = learned.offsets;
      return [
        { name: names.offsets, dtype: 'F32', shape: [targetPrompts.length, channels, height, width], data: values },
      ];
    }
    case 'styles': {
      const { targetPrompts, stylesPerPrompt, channels, means, deviations } = learned.styles;
      const shape = [targetPrompts.length, stylesPerPrompt, channels];
      return [
        { name: names.means, dtype: 'F32', shape, data: means },
        { name: names.deviations, dtype: 'F32', shape, data: deviations },
      ];
    }
    default:
      return learned satisfies never;
  }
}

/** @throws FormatError where the tensors are not of the kind that was written, or do not fit what is said of them */
export async function readLearned(file: SafetensorsFile, learned: LearnedDescription): Promise<Learned> {
  switch (learned.kind) {
    case 'offsets': {
      const { sourcePrompt, targetPrompts, channels } = learned;
      const tensor = file.get(names.offsets);
      const [targets, storedChannels, height = 0, width = 0] = tensor.shape;
      if (
        tensor.dtype !== 'F32' ||
        tensor.shape.length !== 4 ||
        targets !== targetPrompts.length ||
        storedChannels !== channels
      )
        throw unfit('offsets');
      const values = await tensor.readFloat32();
      return { kind: 'offsets', offsets: { sourcePrompt, targetPrompts, channels, height, width, values } };
    }
    case 'styles': {
      const { targetPrompts, stylesPerPrompt, channels } = learned;
      const [means, deviations] = [file.get(names.means), file.get(names.deviations)];
      const wanted = [targetPrompts.length, stylesPerPrompt, channels].join();
      if ([means, deviations].some(({ dtype, shape }) => dtype !== 'F32' || shape.join() !== wanted))
        throw unfit('styles');
      return {
        kind: 'styles',
        styles: {
          targetPrompts,
          stylesPerPrompt,
          channels,
          means: await means.readFloat32(),
          deviations: await deviations.readFloat32(),
        },
      };
    }
    default:
      return learned satisfies never;
  }
}

function unfit(what: string): FormatError {
  return new CodedError(
    'invalid-data',
    `The ${what} in the checkpoint do not fit their prompts.`,
    'Export the checkpoint again.',
  );
}

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
