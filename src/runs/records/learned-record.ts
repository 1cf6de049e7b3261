import { CodedError } from '../../errors/coded-error';
import { type FormatError, isModelError } from '../../errors/areas';
import * as v from 'valibot';
import type { Learned } from '../../augmentation/methods/method';
import { type Policy, policyContent } from '../../photometrics/policy';
import { parsePolicy } from '../../photometrics/read-policy';
import type { SafetensorsFile, WritableTensor } from '../../formats/safetensors/safetensors';
import { count, promptText } from './schema-parts';

const names = { offsets: 'run/offsets', means: 'run/style-means', deviations: 'run/style-deviations' } as const;

/** A policy as its file has it. */
const policySchema = v.pipe(
  v.unknown(),
  v.rawTransform<unknown, Policy>(({ dataset, addIssue, NEVER }) => {
    try {
      return parsePolicy(dataset.value, 'the policy');
    } catch (error) {
      if (!isModelError(error)) throw error;
      addIssue({ message: error.message });
      return NEVER;
    }
  }),
);

/** What a method learned, without its numbers, which are tensors of the same file; a policy is here as a whole. */
export const learnedSchema = v.variant('kind', [
  v.object({
    kind: v.literal('offsets'),
    sourcePrompt: promptText,
    targetPrompts: v.array(promptText),
    channels: count,
  }),
  v.object({ kind: v.literal('styles'), targetPrompts: v.array(promptText), stylesPerPrompt: count, channels: count }),
  v.object({ kind: v.literal('policy'), policy: policySchema }),
]);

type LearnedDescription = v.InferOutput<typeof learnedSchema>;

/** What {@link readLearned} needs besides the tensors, once {@link learnedSchema} has read it. */
export function describeLearned(learned: Learned): v.InferInput<typeof learnedSchema> {
  switch (learned.kind) {
    case 'offsets': {
      const { sourcePrompt, targetPrompts, channels } = learned.offsets;
      return { kind: 'offsets', sourcePrompt, targetPrompts: [...targetPrompts], channels };
    }
    case 'styles': {
      const { targetPrompts, stylesPerPrompt, channels } = learned.styles;
      return { kind: 'styles', targetPrompts: [...targetPrompts], stylesPerPrompt, channels };
    }
    case 'policy':
      return { kind: 'policy', policy: policyContent(learned.policy) };
    default:
      return learned satisfies never;
  }
}

/** Offsets as `run/offsets` `[T, C, H, W]`; styles as `run/style-means` and `run/style-deviations` `[T, N, C]`; a policy has none. */
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
    case 'policy':
      return [];
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
    case 'policy':
      return learned;
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
    case 'policy':
      return learned.policy.prompts.map(({ text }) => text);
    default:
      return learned satisfies never;
  }
}
