/** Where in a file of weights a tower stands: trainers, compilers and wrappers each put words of their own before its names. */
import { CodedError } from '../../errors/coded-error';
import type { StateDict } from './state-dict';

/** In a released detector, the pristine CLIP comes before the copy that it has fine-tuned. */
const preferred = [
  /(?:^|\.)frozen_clip_model\.$/u,
  /(?:^|\.)backbone\.enc\.$/u,
  /(?:^|\.)cls_score\.model\.$/u,
] as const;

/**
 * What stands before a name: nothing, `module.`, `_orig_mod.`, `clip_model.` or whatever else the file has there.
 *
 * @param name of a tensor that only this tower has
 * @returns undefined where no name of the file ends so
 * @throws ModelError `unsupported-model` where several towers are there, and nothing tells which is meant
 */
export function towerPrefix(tensors: StateDict, name: string): string | undefined {
  const prefixes = prefixesBefore(tensors, name);
  if (prefixes.length <= 1) return prefixes[0];
  for (const pattern of preferred) {
    const [first] = prefixes
      .filter((prefix) => pattern.test(prefix.replace(/(?:visual|text)\.$/u, '')))
      .sort((a, b) => a.length - b.length);
    if (first !== undefined) return first;
  }
  throw new CodedError(
    'unsupported-model',
    `The file holds ${name} ${prefixes.length} times: as ${prefixes.map((prefix) => prefix + name).join(' and ')}.`,
    'Save the one model that you mean: torch.save(model.state_dict(), path).',
  );
}

/** All that stands before a name, each once, in the order of the file. */
export function prefixesBefore(tensors: Pick<StateDict, 'keys'>, name: string): readonly string[] {
  const found = Array.from(tensors.keys()).filter((key) => key === name || key.endsWith(`.${name}`));
  return found.map((key) => key.slice(0, key.length - name.length));
}

/**
 * Finds what stands among a tower's own tensors and is none of them: a scale, an adapter, a block after a gap. It would change what the
 * tower computes.
 *
 * @param own names that belong to the tower, without prefix
 * @param isInside whether a name is one of the tower's parts
 * @throws ModelError `unsupported-model`
 */
export function refuseStrangers(
  tensors: Pick<StateDict, 'keys'>,
  prefix: string,
  own: { has(name: string): boolean },
  isInside: (name: string) => boolean,
): void {
  for (const key of tensors.keys()) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    if (own.has(name) || name.endsWith('.num_batches_tracked') || !isInside(name)) continue;
    throw new CodedError(
      'unsupported-model',
      `${key} belongs to no CLIP of these sizes.`,
      'Adapters, quantised weights and other architectures are not read: save the plain CLIP, with what was learned merged into it.',
    );
  }
}
