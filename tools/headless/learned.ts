import { readFileSync } from 'node:fs';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import type { Offsets } from '../../src/augmentation/offsets';
import type { Styles } from '../../src/augmentation/pin/styles';
import { readStylesFile } from '../../src/augmentation/pin/styles-file';
import { HeadlessError } from './error';

type AsLists<T> = { readonly [Key in keyof T]: T[Key] extends Float32Array ? readonly number[] : T[Key] };

/** What a method learned, as it crosses into the page: JSON has no typed arrays. */
export type LearnedLists =
  | { readonly kind: 'offsets'; readonly offsets: AsLists<Offsets> }
  | { readonly kind: 'styles'; readonly styles: AsLists<Styles> };

/**
 * Reads what a training is told to use.
 * @throws HeadlessError `bad-config` for a file that cannot be read, or two of them
 */
export async function readLearned(config: {
  readonly offsets: string | null;
  readonly styles?: string | undefined;
}): Promise<LearnedLists | null> {
  const { offsets, styles } = config;
  if (offsets !== null && styles !== undefined)
    throw new HeadlessError('bad-config', 'A training takes offsets or styles.', 'Leave one of the two out.');
  if (offsets !== null) {
    const read = await reading('offsets', offsets, readOffsetsFile);
    return { kind: 'offsets', offsets: { ...read, values: Array.from(read.values) } };
  }
  if (styles === undefined) return null;
  const read = await reading('styles', styles, readStylesFile);
  const { means, deviations } = read;
  return { kind: 'styles', styles: { ...read, means: Array.from(means), deviations: Array.from(deviations) } };
}

async function reading<T>(key: string, file: string, read: (bytes: Uint8Array) => T | Promise<T>): Promise<T> {
  try {
    return await read(readFileSync(file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeadlessError(
      'bad-config',
      `${key}: cannot read ${file}: ${reason}`,
      'Correct the path in the configuration.',
    );
  }
}
