import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrainingStep } from '../../../src/training/step-losses';
import { root } from '../../install.mjs';
import { bundleForNode } from '../../node-bundle';
import { budget } from '../../reproduce/rows';
import { cacheFolder } from '../cache-folder';
import { writeModelFile } from '../model-file';
import { runPython } from '../python';
import { recipe } from '../recipe';
import { twinRows } from '../rows';
import { cachedScenes } from '../scene-cache';
import { type ComparedMethod, comparisonOf, type TwinSteps } from './step-comparison';
import type { SharedDrawsTask } from './steps-in-node';

const steps = 20;
const seed = 1;

/** Methods of both sides: no change, one of features at each place, two of pixels. */
const compared = ['none', 'additive', 'jitter', 'corruptions', 'mixstyle'] as const;

/** Twenty steps of the training here and in PyTorch on the same draws; writes docs/twin-steps.json. */
export async function compareSteps(): Promise<void> {
  await writeModelFile();
  const program = await bundleForNode('tools/twin/compared/steps-in-node.ts', '.cache/twin-steps');
  const methods: ComparedMethod[] = [];
  for (const method of compared) {
    const found = await compare(program, method);
    console.error(
      `${method}: losses differ by ${percent(found.largestDifference)} at most, with the same weights by ${percent(found.largestDifferenceAtOurWeights)}`,
    );
    methods.push(found);
  }
  writeFileSync(join(root, 'docs/twin-steps.json'), `${JSON.stringify({ steps, seed, methods }, null, 1)}\n`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(4)} %`;
}

async function compare(program: string, method: (typeof compared)[number]): Promise<ComparedMethod> {
  const out = join(cacheFolder, 'shared-draws', method);
  mkdirSync(out, { recursive: true });
  // The rate stays that of the whole training's first steps; half of the steps are augmented, as there.
  const training = { ...recipe(budget.training.steps, seed), steps, method };
  const { learned } = twinRows[method];
  const task: SharedDrawsTask = { training, scenes: budget.scenes, offsets: learned, out };
  writeFileSync(join(out, 'task.json'), JSON.stringify(task));
  execFileSync(process.execPath, [program, root, join(out, 'task.json')], { stdio: 'inherit' });
  await runPython('compare.py', join(out, 'request.json'), {
    model: join(cacheFolder, 'model.safetensors'),
    scenes: [await cachedScenes({ domain: 'daytime-clear', split: 'train', first: 0, count: budget.scenes })],
    draws: out,
    learned: learned === null ? null : join(root, learned),
    training,
    threads: 1,
    device: 'cpu',
  });
  const read = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
  return comparisonOf(method, read('ours.json') as readonly TrainingStep[], read('twin.json') as TwinSteps);
}
