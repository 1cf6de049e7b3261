import { CodedError } from '../../src/errors/coded-error';
import type { ErrorCode } from '../../src/errors/codes';
import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import type { Offsets } from '../../src/augmentation/offsets';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import { pooledOffsets } from '../../src/augmentation/pooled-offset';
import type { ModelInfo } from '../../src/engine/engine';
import type { DetectorChoice } from './detector';
import { inPage } from './in-page';
import { readLocal } from './local-files';
import { toCodedError } from './error';

/** Offsets by their file or by the name that the model has for them. */
export type OffsetsChoice =
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'read'; readonly name: string; readonly offsets: Offsets };

/** Reads a file of offsets; what is no `.safetensors` is a name. @throws CodedError */
export function offsetsOf(name: string, folder: string, said: string, code: ErrorCode): OffsetsChoice {
  if (!/\.safetensors$/iu.test(name)) return { kind: 'named', name };
  const bytes = readLocal(resolve(folder, name), said, code);
  try {
    return { kind: 'read', name, offsets: readOffsetsFile(bytes) };
  } catch (error) {
    const { code: own, message, hint } = toCodedError(error);
    throw new CodedError(own, `${said}: ${name}: ${message}`, hint);
  }
}

/** @throws CodedError where the model has none of that name, or others do not fit it */
export async function openOffsets(page: Page, model: ModelInfo, choice: OffsetsChoice): Promise<Offsets> {
  if (choice.kind === 'named' && !model.offsets.includes(choice.name))
    throw new CodedError(
      'bad-arguments',
      `The model ${model.name} has no offsets ${choice.name}.`,
      `${model.offsets.length === 0 ? 'It has none' : `It has ${model.offsets.join(', ')}`}; or name an offsets.safetensors.`,
    );
  const offsets =
    choice.kind === 'read'
      ? choice.offsets
      : await inPage(page, (name: string) => playgroundEngine.loadOffsets(name), choice.name);
  if (offsets.channels === model.grid.channels) return offsets;
  throw new CodedError(
    'bundle-mismatch',
    `The offsets ${choice.name} have ${offsets.channels} channels, the model ${model.name} has ${model.grid.channels}.`,
    'Use offsets that were learned with this model.',
  );
}

/** What `--offsets` and `--prompt` say. */
export interface OffsetRequest {
  readonly offsets: OffsetsChoice | null;
  readonly prompt: string | number | null;
}

/** @throws CodedError for a prompt without offsets; a checkpoint may bring some */
export function checkOffsetRequest({ offsets, prompt }: OffsetRequest, detector: DetectorChoice): void {
  if (prompt === null || offsets !== null || detector.kind === 'checkpoint') return;
  throw new CodedError('bad-arguments', '--prompt is given without --offsets.', 'Name the offsets, too.');
}

/**
 * What is added to V_a's output everywhere: the mean of one offset over its grid, `[C]`; null for nothing.
 * @param brought by a checkpoint
 * @throws CodedError `bad-arguments` where it is not clear which prompt is meant
 */
export async function featureOffset(
  page: Page,
  model: ModelInfo,
  { offsets: choice, prompt }: OffsetRequest,
  brought: Offsets | null,
): Promise<Float32Array | null> {
  if (choice === null && prompt === null) return null;
  const offsets = choice === null ? brought : await openOffsets(page, model, choice);
  if (offsets === null)
    throw new CodedError('bad-arguments', '--prompt: the checkpoint brings no offsets.', 'Name them with --offsets.');
  return pooledOffsets(offsets)[targetOf(offsets.targetPrompts, prompt)]!;
}

/** The place of a prompt that is given as its text or its number from 0. @throws CodedError `bad-arguments` */
export function targetOf(prompts: readonly string[], prompt: string | number | null): number {
  const list = `The offsets have ${prompts.map((text, target) => `${target}: ${text}`).join('; ')}.`;
  if (prompt === null) {
    if (prompts.length === 1) return 0;
    throw new CodedError('bad-arguments', `The offsets are for ${prompts.length} prompts; --prompt says which.`, list);
  }
  const byText = prompts.indexOf(String(prompt));
  const target = byText < 0 && /^\d+$/u.test(String(prompt)) ? Number(prompt) : byText;
  if (target >= 0 && target < prompts.length) return target;
  throw new CodedError('bad-arguments', `--prompt: there are no offsets for ${JSON.stringify(prompt)}.`, list);
}
