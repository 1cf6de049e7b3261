import { CodedError } from '../../errors/coded-error';
import type { Policy } from '../../photometrics/policy';
import type { DataPart, DataSet } from '../data-set';

/** What is written of a data set: pictures under the transforms of a policy, with the boxes as they are. */
export interface CopyOptions {
  readonly policy: Policy;
  /** Of each picture, 1 to {@link mostCopies}. */
  readonly copies: number;
  /** Share of the copies that are changed, 0 to 1; the others are the pictures themselves. */
  readonly probability: number;
  /** Of all draws. */
  readonly seed: number;
  /** Names of the parts whose pictures are copied. */
  readonly parts: readonly string[];
  /** Whether these parts keep their pictures beside the copies. */
  readonly originals: boolean;
  readonly otherParts: 'left-out' | 'unchanged';
}

export const mostCopies = 100;

/** The parts that are copied, and those that stay as they are. @throws CodedError `bad-config` */
export function chosenParts(
  { parts, name }: Pick<DataSet, 'parts' | 'name'>,
  options: CopyOptions,
): { readonly copied: readonly DataPart[]; readonly unchanged: readonly DataPart[] } {
  const { copies, probability, parts: wanted, otherParts } = options;
  if (!Number.isInteger(copies) || copies < 1 || copies > mostCopies)
    throw badOption(`copies must be a whole number from 1 to ${mostCopies}, not ${copies}.`);
  if (!(probability >= 0 && probability <= 1))
    throw badOption(`The probability must be from 0 to 1, not ${probability}.`);
  const known = parts.map((part) => part.name);
  const stray = wanted.find((one) => !known.includes(one));
  if (stray !== undefined)
    throw badOption(`The data set “${name}” has no part “${stray}”.`, `It has ${known.join(', ')}.`);
  if (wanted.length === 0) throw badOption('No part is chosen.', `Choose at least one of ${known.join(', ')}.`);
  const copied = parts.filter((part) => wanted.includes(part.name));
  const others = parts.filter((part) => !wanted.includes(part.name));
  return { copied, unchanged: otherParts === 'unchanged' ? others : [] };
}

function badOption(message: string, hint = 'Correct the value.'): CodedError {
  return new CodedError('bad-config', message, hint);
}
