import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeStylesFile } from '../../../src/augmentation/pin/styles-file';
import { Random } from '../../../src/math/random';
import { trainingDomains } from '../../../src/method/training-domains';
import type { MethodName } from '../../../src/method/method-names';
import { drawTransforms } from '../../../src/photometrics/draw-transforms';
import { type Policy, policyFile } from '../../../src/photometrics/policy';
import type { TrainingStep } from '../../../src/training/step-losses';
import { root } from '../../install.mjs';
import { readBuiltinBundle } from '../builtin-bundle';
import { bundleForNode } from '../../node-bundle';
import { budget } from '../../reproduce/rows';
import { cacheFolder } from '../cache-folder';
import { writeModelFile } from '../model-file';
import { runPython } from '../python';
import { recipe } from '../recipe';
import { cachedScenes } from '../scene-cache';
import { type ComparedMethod, comparisonOf, type StepEvidence, type TwinSteps } from './step-comparison';
import type { SharedDrawsTask } from './steps-in-node';

const steps = 20;
const seed = 1;

interface Compared {
  /** Where it is not the method's. */
  readonly name?: string;
  readonly ours: MethodName;
  /** A method of `tools/twin/torch/methods`. */
  readonly twin: string;
  /** What it learned before, relative to the root. */
  readonly learned: SharedDrawsTask['learned'];
  /** By default the scenes of the table's budget in the source domain. */
  readonly images?: Pick<SharedDrawsTask, 'scenes' | 'domains'>;
}

const learnedFolder = '.cache/twin-steps-learned';
const styles = { kind: 'styles', file: `${learnedFolder}/styles.safetensors` } as const;

/** Methods of both sides: no change, features at each place, pixels in each way. */
const compared: readonly Compared[] = [
  { ours: 'none', twin: 'none', learned: null },
  {
    ours: 'additive',
    twin: 'additive',
    learned: { kind: 'offsets', file: 'models/builtin/offsets/weather.safetensors' },
  },
  { ours: 'jitter', twin: 'jitter', learned: null },
  { ours: 'jitter-wide', twin: 'jitter-wide', learned: null },
  { ours: 'corruptions', twin: 'corruptions', learned: null },
  { ours: 'jitter-corruptions', twin: 'jitter-corruptions', learned: null },
  { ours: 'randconv', twin: 'randconv', learned: null },
  { ours: 'physics', twin: 'physics', learned: null },
  { ours: 'photometrics', twin: 'policy', learned: { kind: 'policy', file: `${learnedFolder}/policy.json` } },
  { ours: 'mixstyle', twin: 'mixstyle', learned: null },
  { ours: 'np', twin: 'np', learned: null },
  { ours: 'pin', twin: 'pin', learned: styles },
  { ours: 'pin-mix', twin: 'pin-mix', learned: styles },
  // Few scenes, which are soon rendered.
  { name: 'headroom', ours: 'none', twin: 'none', learned: null, images: { scenes: 60, domains: trainingDomains.all } },
];

const nameOf = ({ name, ours }: Compared): string => name ?? ours;

/**
 * Twenty steps of the training here and in PyTorch on the same draws; writes docs/twin-steps.json.
 * @param only methods to compare anew, in the playground's names; the others keep what was found. None names all.
 * @throws Error for a method that is not compared
 */
export async function compareSteps(only: readonly string[]): Promise<void> {
  const unknown = only.find((name) => compared.every((method) => nameOf(method) !== name));
  const names = compared.map(nameOf);
  if (unknown !== undefined) throw new Error(`${unknown} is not compared. Methods: ${names.join(', ')}.`);
  await writeModelFile();
  mkdirSync(join(root, learnedFolder), { recursive: true });
  writeTrialPolicy();
  await writeTrialStyles();
  const program = await bundleForNode('tools/twin/compared/steps-in-node.ts', '.cache/twin-steps');
  const file = join(root, 'docs/twin-steps.json');
  const former = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StepEvidence).methods : [];
  const found = new Map(former.map((method) => [method.method, method]));
  for (const method of compared) {
    if (only.length > 0 && !only.includes(nameOf(method))) continue;
    const result = await compare(program, method);
    const { largestDifference, largestDifferenceAtOurWeights } = result;
    console.error(
      `${nameOf(method)}: losses differ by ${percent(largestDifference)} at most, with the same weights by ${percent(largestDifferenceAtOurWeights)}`,
    );
    found.set(nameOf(method), result);
  }
  const methods = names.flatMap((name) => found.get(name) ?? []);
  const evidence: StepEvidence = { steps, seed, methods };
  writeFileSync(file, `${JSON.stringify(evidence, null, 2)}\n`);
}

/** A policy of random transforms and a corruption, for two prompts: all that a policy can hold. */
function writeTrialPolicy(): void {
  const transforms = [
    ...drawTransforms(9, new Random(seed)).map((parameters) => ({ kind: 'photometric' as const, parameters })),
    { kind: 'corruption' as const, corruption: 'jpeg' as const, severity: 2 as const },
  ];
  const prompts = ['one', 'other'].map((text, at) => ({
    text,
    confidence: null,
    transforms: transforms.slice(5 * at, 5 * at + 5).map((transform, place) => ({
      weight: (place + 1) / 15,
      score: null,
      leastStrength: place / 10,
      transform,
    })),
  }));
  const policy: Policy = {
    model: null,
    sourcePrompt: '',
    probability: 0.5,
    strengthLaw: 'uniform-from-least',
    prompts,
  };
  writeFileSync(join(root, learnedFolder, 'policy.json'), policyFile(policy));
}

/** Three random styles of each of two prompts. */
async function writeTrialStyles(): Promise<void> {
  const { visual } = await readBuiltinBundle(root);
  const channels = 4 * visual.architecture.width;
  const random = new Random(seed);
  const means = Float32Array.from({ length: 6 * channels }, () => random.uniform(0, 0.6));
  const deviations = means.map(() => random.uniform(0.1, 0.8));
  const written = writeStylesFile({ targetPrompts: ['one', 'other'], stylesPerPrompt: 3, channels, means, deviations });
  writeFileSync(join(root, styles.file), written);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(4)} %`;
}

async function compare(program: string, method: Compared): Promise<ComparedMethod> {
  const { ours, twin, learned, images = { scenes: budget.scenes, domains: trainingDomains.source } } = method;
  const out = join(cacheFolder, 'shared-draws', nameOf(method));
  mkdirSync(out, { recursive: true });
  // The rate stays that of the whole training's first steps; half of the steps are augmented, as there.
  const training = { ...recipe(budget.training.steps, seed), steps };
  const task: SharedDrawsTask = { training: { ...training, method: ours }, ...images, learned, out };
  writeFileSync(join(out, 'task.json'), JSON.stringify(task));
  execFileSync(process.execPath, [program, root, join(out, 'task.json')], { stdio: 'inherit' });
  await runPython('compare.py', join(out, 'request.json'), {
    model: join(cacheFolder, 'model.safetensors'),
    scenes: await cached(images),
    draws: out,
    learned: learned === null ? null : join(root, learned.file),
    training: { ...training, method: twin },
    threads: 1,
    device: 'cpu',
  });
  const read = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
  return comparisonOf(nameOf(method), read('ours.json') as readonly TrainingStep[], read('twin.json') as TwinSteps);
}

async function cached({ scenes, domains }: Pick<SharedDrawsTask, 'scenes' | 'domains'>): Promise<readonly string[]> {
  const places: string[] = [];
  for (const domain of domains) places.push(await cachedScenes({ domain, split: 'train', first: 0, count: scenes }));
  return places;
}
