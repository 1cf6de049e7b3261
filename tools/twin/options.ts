import { parseArgs } from 'node:util';
import { parseDecimal } from '../../src/formats/text/number-text';
import { twinRows, type TwinRow, twinRowNames } from './rows';
import type { SceneRange, TestScenes } from './twin-run';

export interface TwinOptions {
  /** With their names, in order. */
  readonly rows: readonly (readonly [name: string, row: TwinRow])[];
  readonly seeds: readonly number[];
  readonly steps: number;
  /** Gets a folder for each run. */
  readonly out: string;
  /** Gets a file for each finished run. */
  readonly results: string;
  readonly tested: TestScenes;
  /** Trains nothing: rows whose detector is not in `out` are left out. */
  readonly testOnly: boolean;
  readonly threads: number;
  readonly device: string;
}

/** @throws Error naming the option that is wrong */
export function parseTwinOptions(args: readonly string[]): TwinOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string', default: 'none' },
      seeds: { type: 'string', default: '1' },
      steps: { type: 'string', default: '500' },
      policy: { type: 'string', multiple: true, default: [] },
      out: { type: 'string', default: '.cache/twin/runs' },
      results: { type: 'string' },
      validation: { type: 'string', default: '0-199' },
      test: { type: 'string', default: '0-199' },
      others: { type: 'string', default: 'none' },
      corrupted: { type: 'string', default: 'none' },
      'test-only': { type: 'boolean', default: false },
      threads: { type: 'string', default: '1' },
      device: { type: 'string', default: 'cpu' },
    },
  });
  const rows = [
    ...values.rows
      .split(',')
      .filter((text) => text !== '')
      .map(rowOf),
    ...values.policy.map(policyRow),
  ];
  return {
    rows,
    seeds: values.seeds.split(',').map((text) => whole('seeds', text, 0)),
    steps: whole('steps', values.steps, 1),
    out: values.out,
    results: values.results ?? values.out,
    tested: {
      validation: scenes('validation', values.validation),
      test: scenesOrNone('test', values.test),
      others: scenesOrNone('others', values.others),
      corrupted: scenesOrNone('corrupted', values.corrupted),
    },
    testOnly: values['test-only'],
    threads: whole('threads', values.threads, 1),
    device: values.device,
  };
}

function rowOf(text: string): readonly [string, TwinRow] {
  const name = twinRowNames.find((known) => known === text.trim());
  if (name === undefined) throw new Error(`--rows: there is no row ${text}. Rows: ${twinRowNames.join(', ')}.`);
  return [name, twinRows[name]];
}

/** `NAME=FILE`: a row that trains with a policy.json; `{seed}` in the file's name stands for the run's seed. */
function policyRow(text: string): readonly [string, TwinRow] {
  const [name = '', file = ''] = text.split(/=(.*)/su);
  if (!/^[\w-]+$/u.test(name) || file === '' || name in twinRows)
    throw new Error(`--policy: ${text} is not NAME=FILE with a new name.`);
  return [name, { ...twinRows.none, title: name, method: 'policy', learned: file }];
}

function scenesOrNone(option: string, text: string): SceneRange | null {
  return text === 'none' ? null : scenes(option, text);
}

/** `200-399`. */
function scenes(option: string, text: string): SceneRange {
  const [first, last] = text.split('-').map((part) => whole(option, part, 0));
  if (first === undefined || last === undefined || last < first)
    throw new Error(`--${option}: ${text} is no range of scenes such as 0-199.`);
  return { first, count: last - first + 1 };
}

function whole(option: string, text: string, least: number): number {
  const value = parseDecimal(text);
  if (value === undefined || !Number.isInteger(value) || value < least)
    throw new Error(`--${option}: ${text} is no whole number from ${least}.`);
  return value;
}
