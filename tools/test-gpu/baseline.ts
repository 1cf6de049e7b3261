import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../install.mjs';
import { type Check, shortNumber } from './group';

/** Seconds by what was timed. */
export type Seconds = Readonly<Record<string, number>>;

/** Where something is timed. */
export interface Rig {
  readonly runtime: 'browser' | 'node';
  readonly adapter: string;
  /** The adapter computes on the CPU. */
  readonly software: boolean;
  readonly cpu: string;
}

export interface Baseline extends Rig {
  /** ISO date. */
  readonly recorded: string;
  readonly seconds: Seconds;
}

/** How many times the baseline's seconds something may take: a GPU that nothing else uses repeats itself within some percent. */
const slowest = 1.3;

/** One file for each adapter and runtime. */
export function baselineFile({ runtime, adapter }: Pick<Rig, 'runtime' | 'adapter'>): string {
  const slug = adapter
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return join(root, 'tools/test-gpu/baselines', `${runtime}-${slug}.json`);
}

/** Null where none was recorded. */
export function readBaseline(rig: Rig): Baseline | null {
  const file = baselineFile(rig);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Baseline) : null;
}

/** @returns the file */
export function writeBaseline(rig: Rig, seconds: Seconds, recorded: string): string {
  const file = baselineFile(rig);
  mkdirSync(join(file, '..'), { recursive: true });
  const rounded = Object.fromEntries(
    Object.entries(seconds).map(([name, value]) => [name, Number(value.toPrecision(4))]),
  );
  const baseline: Baseline = { ...rig, recorded, seconds: rounded };
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
  return file;
}

/** Each time as a multiple of the baseline's. What cannot be judged here is a note that says why. */
export function judgeSpeeds(rig: Rig, seconds: Seconds, baseline: Baseline | null): readonly Check[] {
  const why = rig.software
    ? 'shown, not judged: the adapter computes on the CPU, which others use, too'
    : baseline === null
      ? 'no baseline of this adapter yet: --record keeps one'
      : null;
  return Object.entries(seconds).map(([name, value]): Check => {
    const former = baseline?.seconds[name];
    const measured = `${shortNumber(value * 1000)} ms`;
    if (former === undefined) return { name, status: 'note', measured, limit: why ?? 'new since the baseline' };
    const ratio = value / former;
    return {
      name,
      status: why !== null ? 'note' : ratio <= slowest ? 'pass' : 'fail',
      measured: `${measured}, ${shortNumber(ratio)} × the baseline of ${baseline!.recorded.slice(0, 10)}`,
      limit: why ?? `at most ${slowest} ×`,
    };
  });
}
