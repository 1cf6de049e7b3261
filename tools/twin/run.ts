import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DomainResult } from '../../src/evaluation/domain-result';
import { sha256 } from '../../src/math/sha256';
import type { TrainingConfig } from '../../src/method/training-config';
import { benchmarkDomains, sourceDomain } from '../../src/scenes/conditions';
import type { StoredMatches } from '../headless/evaluate';
import { root } from '../install.mjs';
import { budget } from '../reproduce/rows';
import { claimFolder, thinned } from '../reproduce/run';
import { cacheFolder } from './cache-folder';
import { countDetections, type CountedDomain, type TwinDetection } from './count';
import { writeModelFile } from './model-file';
import { runPython } from './python';
import { recipe } from './recipe';
import type { TwinRow } from './rows';
import { cachedScenes, type SceneSet } from './scene-cache';

/** Scenes with which a run is tested: the first and how many, of each domain. */
export interface TestScenes {
  /** Of `daytime-clear/val`. */
  readonly validation: Pick<SceneSet, 'first' | 'count'>;
  /** Of `test` of each of the five domains; null tests on the validation scenes alone. */
  readonly test: Pick<SceneSet, 'first' | 'count'> | null;
}

export interface TwinTask {
  readonly row: TwinRow;
  readonly name: string;
  readonly steps: number;
  readonly seed: number;
  readonly tested: TestScenes;
  /** Gets the detector, its training's losses and checkpoint, and its detections. */
  readonly out: string;
  readonly threads: number;
  readonly device: string;
}

/** A row trained in PyTorch with one seed, and tested; as `StoredRun` of the playground's own runs. AP lies between 0 and 1. */
export interface TwinRun {
  readonly row: string;
  readonly seed: number;
  /** ISO 8601. */
  readonly finishedAt: string;
  readonly config: {
    readonly training: Omit<TrainingConfig, 'method'>;
    readonly method: string;
    readonly learned: string | null;
  };
  readonly tested: TestScenes;
  readonly modelHash: string;
  readonly backend: string;
  /** Of training alone. */
  readonly secondsPerStep: number;
  readonly steps: number;
  /** Mean total loss of each twentieth of the run. */
  readonly losses: readonly number[];
  readonly validation: DomainResult;
  readonly domains: readonly DomainResult[];
  readonly matches: StoredMatches;
}

interface StepLine {
  readonly seconds: number;
  readonly lossTotal: number;
}

/**
 * Trains a row in PyTorch, goes on where a former call was ended, and tests the detector as its file has it, with rounded weights.
 * @throws Error where `out` holds another run, or Python fails
 */
export async function runTwin({ row, name, steps, seed, tested, out, threads, device }: TwinTask): Promise<TwinRun> {
  const modelHash = await writeModelFile();
  const training = { ...recipe(steps, seed), method: row.method };
  const learned = row.learned === null ? null : resolve(root, row.learned.replaceAll('{seed}', String(seed)));
  const learnedHash = learned === null ? null : sha256([readFileSync(learned)]);
  claimFolder(out, JSON.stringify({ training, domains: row.domains, learned: learnedHash, model: modelHash }));
  const common = { model: join(cacheFolder, 'model.safetensors'), threads, device };
  const detector = join(out, 'detector.safetensors');
  // A detector that is there may be tested again, on other scenes.
  if (!existsSync(detector)) {
    await runPython('train.py', join(out, 'train.json'), {
      ...common,
      training,
      learned,
      scenes: await placesOf(row.domains.map((domain) => ({ domain, split: 'train', first: 0, count: budget.scenes }))),
      checkpointEvery: 50,
      out: resolve(out),
      provenance: provenanceOf(row, training, modelHash),
    });
    // It is as large as all weights three times over, and nobody needs it any more.
    rmSync(join(out, 'checkpoint.pt'), { force: true });
  }
  const sets = setsOf(tested);
  const counted = await test(sets, { ...common, detector }, out);
  const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  const metrics = lines.map((line) => JSON.parse(line) as StepLine);
  const domains = counted.slice(1);
  return {
    row: name,
    seed,
    finishedAt: new Date().toISOString(),
    config: { training, method: row.method, learned: row.learned },
    tested,
    modelHash,
    backend: `torch ${device}`,
    secondsPerStep: (metrics.at(-1)?.seconds ?? 0) / metrics.length,
    steps: metrics.length,
    losses: thinned(metrics.map(({ lossTotal }) => lossTotal)),
    validation: counted[0]!.result,
    domains: domains.map(({ result }) => result),
    matches: Object.fromEntries(domains.map(({ result, matches }) => [result.domain, matches])),
  };
}

function placesOf(sets: readonly SceneSet[]): Promise<readonly string[]> {
  return sets.reduce(
    async (places, set) => [...(await places), await cachedScenes(set)],
    Promise.resolve<readonly string[]>([]),
  );
}

/** The validation scenes first, then those of the test. */
function setsOf({ validation, test: tests }: TestScenes): readonly SceneSet[] {
  const domains = tests === null ? [] : benchmarkDomains.map(({ name }) => name);
  return [
    { domain: sourceDomain, split: 'val', ...validation },
    ...domains.map((domain): SceneSet => ({ domain, split: 'test', ...tests! })),
  ];
}

/** Detects in scenes with a detector's file and counts what it finds. */
async function test(
  sets: readonly SceneSet[],
  request: { readonly model: string; readonly threads: number; readonly device: string; readonly detector: string },
  out: string,
): Promise<readonly CountedDomain[]> {
  const places = await placesOf(sets);
  const file = resolve(out, 'detections.json');
  await runPython('detect.py', join(out, 'detect.json'), { ...request, scenes: places, out: file });
  const found = JSON.parse(readFileSync(file, 'utf8')) as readonly (readonly (readonly TwinDetection[])[])[];
  return sets.map(({ domain }, at) => countDetections(domain, places[at]!, found[at]!));
}

/** As the detector's file tells it in the page. */
function provenanceOf(row: TwinRow, training: object, modelHash: string): Readonly<Record<string, string>> {
  return {
    title: row.title,
    trainedOn: row.domains.map((domain) => `built-in scenes ${domain}/train 0 to ${budget.scenes - 1}`).join(', '),
    start: 'clip',
    config: JSON.stringify(training),
    model: 'Built-in CLIP',
    modelHash,
    backend: 'PyTorch',
  };
}
