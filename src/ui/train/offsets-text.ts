import type { Origin } from '../../state/store/optimisation-slice';
import type { TrainingOffsets } from '../../state/store/training-slice';

const origins: Readonly<Record<Origin, string>> = {
  live: 'your last run',
  restored: 'your last run',
  imported: 'the run from the session file',
  recorded: 'the recorded example',
};

/** Which offsets the next training takes. */
export interface TakenOffsets {
  /** Of the offsets; null where there are none. */
  readonly targetPrompts: readonly string[] | null;
  /** Shipped ones or a checkpoint's, where those are taken; null takes the run's. */
  readonly taken: TrainingOffsets | null;
  /** Of the run. */
  readonly origin: Origin;
}

export function offsetsText({ targetPrompts, taken, origin }: TakenOffsets): string {
  if (targetPrompts === null) return 'Offsets: none yet.';
  return `Offsets: ${taken ? sourceOf(taken) : origins[origin]}, ${targetPrompts.length} target prompts.`;
}

function sourceOf({ from, name }: TrainingOffsets): string {
  switch (from) {
    case 'model':
      return 'shipped with the model';
    case 'checkpoint':
      return `of the checkpoint “${name}”`;
    default:
      return from satisfies never;
  }
}

/**
 * Whether offsets are of the prompts that a method is meant for.
 * @param prompts of the offsets; null where there are none
 * @param suggested of the method; null where any will do
 */
export function suitMethod(prompts: readonly string[] | null, suggested: readonly string[] | null): boolean {
  return suggested === null || (prompts?.every((prompt) => suggested.includes(prompt)) ?? false);
}
