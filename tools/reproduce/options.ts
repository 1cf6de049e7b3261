import { parseArgs } from 'node:util';
import { budget, rowNames, type RowName } from './rows';
import { parseDecimal } from '../../src/formats/text/number-text';
import type { RunScale } from './run';

export interface ReproduceOptions {
  readonly rows: readonly RowName[];
  readonly seeds: readonly number[];
  /** Runs side by side. */
  readonly jobs: number;
  readonly only: 'list' | 'report' | null;
  readonly scale: RunScale;
}

/** Images of each test domain. */
const testImages = 200;

/** @throws Error naming the option that is wrong */
export function parseOptions(args: readonly string[]): ReproduceOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rows: { type: 'string' },
      seeds: { type: 'string', default: '1,2,3' },
      jobs: { type: 'string', default: '2' },
      list: { type: 'boolean', default: false },
      'report-only': { type: 'boolean', default: false },
      steps: { type: 'string', default: String(budget.training.steps) },
      scenes: { type: 'string', default: String(budget.scenes) },
      'test-images': { type: 'string', default: String(testImages) },
    },
  });
  return {
    rows: values.rows === undefined ? rowNames : values.rows.split(',').map(rowName),
    seeds: values.seeds.split(',').map((text) => whole('seeds', text)),
    jobs: whole('jobs', values.jobs),
    only: values.list ? 'list' : values['report-only'] ? 'report' : null,
    scale: {
      steps: whole('steps', values.steps),
      scenes: whole('scenes', values.scenes),
      testImages: whole('test-images', values['test-images']),
    },
  };
}

function rowName(text: string): RowName {
  const found = rowNames.find((name) => name === text.trim());
  if (found === undefined) throw new Error(`--rows: there is no row ${text}. Rows: ${rowNames.join(', ')}.`);
  return found;
}

function whole(option: string, text: string): number {
  const value = parseDecimal(text);
  if (value === undefined || !Number.isInteger(value) || value < 1)
    throw new Error(`--${option}: ${text} is no whole number from 1.`);
  return value;
}
