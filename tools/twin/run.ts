import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { sha256 } from '../../src/math/sha256';
import { root } from '../install.mjs';
import { budget } from '../reproduce/rows';
import { claimFolder, thinned } from '../reproduce/run';
import { cacheFolder } from './cache-folder';
import { countDetections, type CountedDomain, type TwinDetection } from './count';
import { writeModelFile } from './model-file';
import { runPython } from './python';
import { recipe } from './recipe';
import type { TwinRow } from './rows';
import { cachedScenes, sceneSetName, type SceneSet } from './scene-cache';
import { missingParts, partResults, setsOf, type TestPart } from './test-parts';
import type { TestScenes, TwinRun, TwinTest, TwinTraining } from './twin-run';

export interface TwinTask {
  readonly row: TwinRow;
  readonly name: string;
  readonly steps: number;
  readonly seed: number;
  /** What is to be tested. */
  readonly tested: TestScenes;
  /** What was found in a former call. */
  readonly former: TwinRun | null;
  /** Gets the detector, its training's losses and checkpoint, and its detections. */
  readonly out: string;
  readonly threads: number;
  readonly device: string;
}

/** How a program of the twin runs a detector. */
interface Detecting {
  readonly model: string;
  readonly detector: string;
  readonly threads: number;
  readonly device: string;
}

/** What a training leaves in its folder when it is done. */
export const detectorFile = 'detector.safetensors';

interface StepLine {
  readonly seconds: number;
  readonly lossTotal: number;
}

/**
 * Trains a row in PyTorch, goes on where a former call was ended, and tests the detector as its file has it, with rounded weights. Only what the former
 * run lacks is tested.
 * @yields the run after each part of the test
 * @throws Error where `out` holds another run, or the detector of the former run is gone, or Python fails
 */
export async function* runTwin({ tested, former, out, ...task }: TwinTask): AsyncGenerator<TwinRun> {
  const { name, seed, threads, device } = task;
  const detector = join(out, detectorFile);
  if (former !== null && !existsSync(detector))
    throw new Error(
      `${name}, seed ${seed}: ${detector} is not there, so its run cannot be tested further. Name the folder of its training with --out, or remove its results to train it again.`,
    );
  const training = await train({ ...task, out });
  // Files from before a part existed lack it.
  let found: TwinTest | null = former === null ? null : { ...untested, ...former };
  for (const part of missingParts(tested, former)) {
    const counted = await test(part, tested, { model: modelFile, detector, threads, device }, out);
    // Validation is the first part, so that it is there.
    const { validation } = found ?? { validation: counted[0]!.result };
    const scenes = { ...noScenes, ...found?.tested, validation: found?.tested.validation ?? tested.validation };
    found = {
      ...untested,
      ...found,
      validation,
      tested: { ...scenes, [part]: tested[part] },
      ...partResults(part, counted),
    };
    yield { ...found, ...training };
  }
}

const modelFile = join(cacheFolder, 'model.safetensors');

const noScenes = { test: null, others: null, corrupted: null } as const;

/** What a run has of the parts that are left out. */
const untested = { domains: [], matches: {}, others: [], corrupted: [] } as const;

/** Trains the row unless its detector is there. */
async function train({
  row,
  name,
  steps,
  seed,
  out,
  threads,
  device,
}: Omit<TwinTask, 'tested' | 'former'>): Promise<TwinTraining> {
  const modelHash = await writeModelFile();
  const training = { ...recipe(steps, seed), method: row.method };
  const learned = row.learned === null ? null : resolve(root, row.learned.replaceAll('{seed}', String(seed)));
  const learnedHash = learned === null ? null : sha256([readFileSync(learned)]);
  claimFolder(out, JSON.stringify({ training, domains: row.domains, learned: learnedHash, model: modelHash }));
  if (!existsSync(join(out, detectorFile))) {
    await runPython('train.py', join(out, 'train.json'), {
      model: modelFile,
      threads,
      device,
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
  const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  const metrics = lines.map((line) => JSON.parse(line) as StepLine);
  return {
    row: name,
    seed,
    finishedAt: new Date().toISOString(),
    config: {
      training,
      method: row.method,
      learned: learned === null ? null : { file: nameBelowRoot(learned), sha256: learnedHash! },
    },
    modelHash,
    backend: `torch ${device}`,
    secondsPerStep: (metrics.at(-1)?.seconds ?? 0) / metrics.length,
    steps: metrics.length,
    losses: thinned(metrics.map(({ lossTotal }) => lossTotal)),
  };
}

/** A file outside the repository is told by its own name: where it lay says nothing to others. */
function nameBelowRoot(file: string): string {
  const below = relative(root, file);
  return below.startsWith('..') || isAbsolute(below) ? file.slice(dirname(file).length + 1) : below;
}

function placesOf(sets: readonly SceneSet[]): Promise<readonly string[]> {
  return sets.reduce(
    async (places, set) => [...(await places), await cachedScenes(set)],
    Promise.resolve<readonly string[]>([]),
  );
}

/** Detects in the scenes of a part and counts what is found. A set that a former call finished is not gone through again. */
async function test(
  part: TestPart,
  tested: TestScenes,
  detecting: Detecting,
  out: string,
): Promise<readonly CountedDomain[]> {
  const sets = setsOf(part, tested[part]!);
  const places = await placesOf(sets);
  const files = sets.map((set) => resolve(out, 'detections', `${sceneSetName(set).replaceAll('/', '-')}.json`));
  mkdirSync(resolve(out, 'detections'), { recursive: true });
  const open = places.flatMap((scenes, at) => (existsSync(files[at]!) ? [] : [{ scenes, out: files[at]! }]));
  if (open.length > 0) await runPython('detect.py', join(out, 'detect.json'), { ...detecting, sets: open });
  const counted = sets.map(({ domain }, at) =>
    countDetections(domain, places[at]!, JSON.parse(readFileSync(files[at]!, 'utf8')) as Detections),
  );
  for (const file of files) rmSync(file);
  return counted;
}

type Detections = readonly (readonly TwinDetection[])[];

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
