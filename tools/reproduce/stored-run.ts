import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainResult } from '../../src/evaluation/domain-result';
import { root } from '../install.mjs';
import type { StoredMatches } from '../headless/evaluate';
import type { RowName } from './rows';

/** Where finished runs are kept, one file each. */
export const resultsFolder = join(root, 'docs/ablation');

/** One row trained with one seed, and tested. AP lies between 0 and 1. */
export interface StoredRun {
  readonly row: RowName;
  readonly seed: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  /** The whole configuration of the training, as `headless train` took it. */
  readonly config: unknown;
  readonly modelHash: string;
  readonly backend: string;
  /** Of training alone. */
  readonly secondsPerStep: number;
  readonly steps: number;
  /** Mean total loss of each twentieth of the run. */
  readonly losses: readonly number[];
  /** On `daytime-clear/val`. */
  readonly validation: DomainResult;
  readonly domains: readonly DomainResult[];
  /** Of the test domains. */
  readonly matches: StoredMatches;
}

export function runName(row: RowName, seed: number): string {
  return `${row}-seed${seed}`;
}

export function fileOf(row: RowName, seed: number): string {
  return join(resultsFolder, `${runName(row, seed)}.json`);
}

export function storedRuns(): readonly StoredRun[] {
  if (!existsSync(resultsFolder)) return [];
  return readdirSync(resultsFolder)
    .filter((name) => /-seed\d+\.json$/u.test(name))
    .map((name) => JSON.parse(readFileSync(join(resultsFolder, name), 'utf8')) as StoredRun);
}
