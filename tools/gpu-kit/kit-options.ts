import { CodedError } from '../../src/errors/coded-error';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { InspectionSize } from '../../src/engine/inspection/inspection';

/** What the kit does after it has found the adapter, in this order. */
export const stageNames = [
  'first-kernels',
  'measurements',
  'torch',
  'kernels',
  'goldens',
  'determinism',
  'growth',
  'more-measurements',
] as const;
export type StageName = (typeof stageNames)[number];

export interface KitOptions {
  readonly out: string;
  /** For everything. */
  readonly seconds: number;
  readonly size: InspectionSize | null;
  readonly stages: readonly StageName[];
  readonly adapter: string | null;
}

const usage = `Options: --out DIR, --seconds N, --size small|full, --only ${stageNames.join(',')}, --adapter NAME.`;

/** @throws CodedError naming the option that is wrong */
export function parseKitOptions(args: readonly string[]): KitOptions {
  const { out, seconds, size, only, adapter } = parse(args);
  const limit = Number(seconds);
  if (!(limit >= 10))
    throw new CodedError('bad-arguments', `--seconds: ${seconds} is no number of seconds from 10. ${usage}`, '');
  if (size !== undefined && size !== 'small' && size !== 'full')
    throw new CodedError('bad-arguments', `--size: ${size} is neither small nor full. ${usage}`, '');
  const wanted = only === undefined ? stageNames : only.split(',').map(stageOf);
  return {
    out: resolve(out),
    seconds: limit,
    size: size ?? null,
    stages: stageNames.filter((name) => wanted.includes(name)),
    adapter: adapter ?? null,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: 'report' },
        seconds: { type: 'string', default: '480' },
        size: { type: 'string' },
        only: { type: 'string' },
        adapter: { type: 'string' },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError('bad-arguments', `${reason.split('. ')[0]}. ${usage}`, '');
  }
}

function stageOf(text: string): StageName {
  const found = stageNames.find((name) => name === text.trim());
  if (found === undefined) throw new CodedError('bad-arguments', `--only: there is no part ${text}. ${usage}`, '');
  return found;
}
