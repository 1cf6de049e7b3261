import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainResult } from '../../src/evaluation/domain-result';
import { sha256 } from '../../src/math/sha256';
import type { TrainingStep } from '../../src/training/step-losses';
import { root } from '../install.mjs';
import type { StoredMatches } from '../headless/evaluate';
import { clipHead } from '../../src/method/detector-config';
import { budget, type LearnedFrom, type Row, rows, type RowName, trainableOf } from './rows';
import { headless } from './headless-process';
import { learnedFile } from './learned-file';
import { fileOf, resultsFolder, runName, type StoredRun } from './stored-run';

/** What a caller may make smaller for a trial; the results then belong to no table. */
export interface RunScale {
  readonly steps: number;
  readonly scenes: number;
  readonly testImages: number;
}

interface TrainOutput {
  readonly model: string;
  readonly backend: string;
  readonly steps: number;
}

interface EvaluateOutput {
  readonly model: string;
  readonly domains: readonly DomainResult[];
}

/**
 * Trains one row with one seed and tests it, in processes of its own with one thread each. Whatever was done before is not done again: training goes on
 * from its last checkpoint, and is refused where the configuration changed.
 */
export async function runOnce(name: RowName, seed: number, scale: RunScale): Promise<StoredRun> {
  const config = trainingRequest(name, seed, scale);
  const out = join(root, '.cache/reproduce', runName(name, seed));
  const learnedFrom = rows[name].learned;
  const learned = learnedFrom === null ? null : sha256([readFileSync(join(root, learnedFile(learnedFrom)))]);
  const key = JSON.stringify({ config, learned });
  claimFolder(out, key);
  const configFile = join(out, 'config.json');
  writeFileSync(configFile, JSON.stringify({ ...config, ...placed(config) }));
  const trained = await headless<TrainOutput>(['train', '--config', configFile, '--out', out]);
  const detector = join(out, 'detector.safetensors');
  const count = String(scale.testImages);
  const validation = await headless<EvaluateOutput>(
    ['evaluate', '--detector', detector, '--split', 'val', '--dataset', 'daytime-clear', '--count', count], // prettier-ignore
  );
  const test = await headless<EvaluateOutput>(['evaluate', '--detector', detector, '--count', count, '--out', out]);
  const steps = readFileSync(join(out, 'metrics.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as TrainingStep);
  const run: StoredRun = {
    row: name,
    seed,
    finishedAt: new Date().toISOString(),
    config,
    modelHash: trained.model,
    backend: trained.backend,
    secondsPerStep: (steps.at(-1)?.seconds ?? 0) / steps.length,
    steps: trained.steps,
    losses: thinned(steps.map(({ lossTotal }) => lossTotal)),
    validation: validation.domains[0]!,
    domains: test.domains,
    matches: JSON.parse(readFileSync(join(out, 'matches.json'), 'utf8')) as StoredMatches,
  };
  mkdirSync(resultsFolder, { recursive: true });
  writeFileSync(fileOf(name, seed), `${JSON.stringify(run)}\n`);
  return run;
}

/**
 * Takes a folder for a run: a new one, or that of the same run, which then goes on.
 * @throws Error where it holds another run
 */
export function claimFolder(folder: string, key: string): void {
  const keyFile = join(folder, 'key.json');
  if (existsSync(keyFile) && readFileSync(keyFile, 'utf8') !== key)
    throw new Error(`${folder} holds a run with another configuration. Remove it first.`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(keyFile, key);
}

export function trainingRequest(name: RowName, seed: number, { steps, scenes }: RunScale) {
  const row: Row = rows[name];
  const { classifier, pooling } = row;
  return {
    name: runName(name, seed),
    title: row.title,
    start: row.init,
    // The usual head goes unsaid, as it did before there were others: a run that was begun then can go on.
    ...(classifier === clipHead.classifier && pooling === clipHead.pooling ? {} : { classifier, pooling }),
    scenes,
    ...learnedKeys(row.learned),
    checkpointEvery: 50,
    training: {
      ...budget.training,
      learningRate: row.learningRate ?? budget.training.learningRate,
      trainable: trainableOf(row),
      steps,
      method: row.method,
      seed,
    },
  };
}

/** The files of a configuration, which stand relative to the root in what is kept. */
function placed({ offsets, styles }: ReturnType<typeof learnedKeys>): ReturnType<typeof learnedKeys> {
  return {
    offsets: offsets === null ? null : join(root, offsets),
    ...(styles === undefined ? {} : { styles: join(root, styles) }),
  };
}

/** As `headless train` takes them. */
function learnedKeys(learned: LearnedFrom): { readonly offsets: string | null; readonly styles?: string } {
  if (learned === 'styles') return { offsets: null, styles: learnedFile(learned) };
  return { offsets: learned === null ? null : learnedFile(learned) };
}

/** Means of at most twenty equal parts, with four digits. */
export function thinned(values: readonly number[]): readonly number[] {
  const size = Math.max(1, Math.ceil(values.length / 20));
  const means: number[] = [];
  for (let from = 0; from < values.length; from += size) {
    const part = values.slice(from, from + size);
    means.push(Number((part.reduce((a, b) => a + b, 0) / part.length).toPrecision(4)));
  }
  return means;
}
