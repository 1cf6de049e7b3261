import { CodedError } from '../../src/errors/coded-error';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../install.mjs';
import { type GroupName, groupNames, nodeGroupNames } from './group';

export interface SuiteOptions {
  readonly runtime: 'browser' | 'node';
  readonly headed: boolean;
  readonly chrome: string | undefined;
  /** Where the report goes. */
  readonly out: string;
  readonly groups: readonly GroupName[];
  /** Whether the speeds become the baseline of this adapter. */
  readonly record: boolean;
  /** Instead of testing: compute the goldens anew, on wasm. */
  readonly goldens: boolean;
}

/** @throws CodedError naming the option that is wrong */
export function parseOptions(args: readonly string[]): SuiteOptions {
  const values = parse(args);
  const runtime = values.node ? 'node' : 'browser';
  if (values.node && (values.headed || values.chrome !== undefined || values.goldens))
    throw new CodedError('bad-arguments', '--node needs no browser: leave --headed, --chrome and --goldens out.', '');
  const possible: readonly GroupName[] = values.node ? nodeGroupNames : groupNames;
  const groups = values.only === undefined ? possible : values.only.split(',').map((name) => groupOf(name, possible));
  if (values.record && !groups.includes('speed'))
    throw new CodedError('bad-arguments', '--record keeps speeds: add speed to --only, or leave --only out.', '');
  return {
    runtime,
    headed: values.headed,
    chrome: values.chrome,
    out: values.out === undefined ? join(root, '.cache/test-gpu') : resolve(values.out),
    groups: possible.filter((name) => groups.includes(name)),
    record: values.record,
    goldens: values.goldens,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        node: { type: 'boolean', default: false },
        headed: { type: 'boolean', default: false },
        chrome: { type: 'string' },
        out: { type: 'string' },
        only: { type: 'string' },
        record: { type: 'boolean', default: false },
        goldens: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError(
      'bad-arguments',
      `${reason.split('. ')[0]}. Options: --headed, --chrome PATH, --out DIR, --only GROUP,…, --record, --node, --goldens.`,
      '',
    );
  }
}

function groupOf(text: string, possible: readonly GroupName[]): GroupName {
  const found = possible.find((name) => name === text.trim());
  if (found === undefined)
    throw new CodedError(
      'bad-arguments',
      `--only: there is no group ${text} here. Groups: ${possible.join(', ')}.`,
      '',
    );
  return found;
}
