import { CodedError } from '../../src/errors/coded-error';
import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { Learned } from '../../src/augmentation/methods/method';
import type { TrainingConfig } from '../../src/method/training-config';
import { readStylesFile } from '../../src/augmentation/pin/styles-file';
import type { ModelInfo } from '../../src/engine/engine';
import { defaultMethod, type TrainConfig } from './config/train-config';
import { offsetsOf, openOffsets } from './feature-offset';
import { readLocal } from './local-files';
import { toCodedError } from './error';
import { policyOf } from './training-policy';

/** Gives what the method of a training learned before. */
export type OpenLearned = (
  page: Page,
  model: ModelInfo,
  training: Pick<TrainingConfig, 'method' | 'seed'>,
) => Promise<Learned | null>;

type LearnedKeys = Pick<TrainConfig, 'offsets' | 'styles' | 'policy' | 'sourcePrompt' | 'targetPrompts'> & {
  readonly training?: TrainConfig['training'];
};

/**
 * Reads what a training is told to use; what it is not told is what the model ships, where the method takes any offsets.
 * @throws CodedError `bad-config` for files that cannot be read, or two of them; as `policyOf`
 */
export async function learnedOf(
  { offsets: name, styles, training, ...rest }: LearnedKeys,
  folder: string,
): Promise<OpenLearned> {
  const openPolicy = policyOf(rest, training?.method ?? defaultMethod, folder);
  if (openPolicy !== null) {
    if (typeof name === 'string' || styles !== undefined)
      throw new CodedError(
        'bad-config',
        `${styles === undefined ? 'offsets' : 'styles'} are given, but training.method ${training!.method} draws from a policy.`,
        'Leave them out.',
      );
    return async (page, model, { seed }) => ({ kind: 'policy', policy: await openPolicy(page, model, seed) });
  }
  if (typeof name === 'string' && styles !== undefined)
    throw new CodedError('bad-config', 'offsets and styles are both given.', 'Leave one of the two out.');
  if (typeof name === 'string') {
    const choice = offsetsOf(name, folder, 'offsets', 'bad-config');
    return async (page, model) => ({ kind: 'offsets', offsets: await openOffsets(page, model, choice) });
  }
  if (styles !== undefined) {
    const read = await stylesAt(styles, folder);
    return async () => ({ kind: 'styles', styles: read });
  }
  return async (page, model, { method }) => {
    const info = model.methods.find((candidate) => candidate.name === method);
    const [shipped] = model.offsets;
    const takesShipped = info?.learns === 'offsets' && info.knows !== 'target-images' && info.suggestedPrompts === null;
    if (name !== null && takesShipped && shipped !== undefined)
      return { kind: 'offsets', offsets: await openOffsets(page, model, { kind: 'named', name: shipped }) };
    if (info === undefined || info.learns === null) return null;
    throw new CodedError(
      'bad-config',
      `training.method ${method} needs ${info.learns}, and the configuration names none.`,
      `Learn them with optimize${info.knows === 'target-images' ? ' or shifts' : ''}, and name the file behind ${info.learns}.`,
    );
  };
}

async function stylesAt(name: string, folder: string) {
  const bytes = readLocal(resolve(folder, name), 'styles', 'bad-config');
  try {
    return await readStylesFile(bytes);
  } catch (error) {
    const { code, message, hint } = toCodedError(error);
    throw new CodedError(code, `styles: ${name}: ${message}`, hint);
  }
}
