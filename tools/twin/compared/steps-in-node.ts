import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import type { Learned, StepAugmentation } from '../../../src/augmentation/methods/method';
import { readOffsetsFile } from '../../../src/augmentation/offsets-file';
import { readStylesFile } from '../../../src/augmentation/pin/styles-file';
import { imageVersions } from '../../../src/data/image-versions';
import { createSceneDataset } from '../../../src/data/scene-dataset';
import { writeSafetensors, type WritableTensor } from '../../../src/formats/safetensors/safetensors';
import { concatenate } from '../../../src/math/concatenate';
import { detectorPresets } from '../../../src/method/detector-config';
import type { TrainingConfig } from '../../../src/method/training-config';
import { readPolicy } from '../../../src/photometrics/read-policy';
import type { TrainingStep } from '../../../src/training/step-losses';
import { createTrainer, type StepDraws } from '../../../src/training/trainer';
import { startWasm } from '../../wasm-in-node';
import { classEmbeddings, readBuiltinBundle } from '../builtin-bundle';

/** One comparison: a training of so few steps, and where its draws go. */
export interface SharedDrawsTask {
  readonly training: TrainingConfig;
  readonly scenes: number;
  /** Of the scenes, one drawn for each image. */
  readonly domains: readonly string[];
  /** A file of what the method learned, relative to the root. */
  readonly learned: { readonly kind: Learned['kind']; readonly file: string } | null;
  /** Gets `step-<n>.safetensors` with what each step drew, `weights-<n>.safetensors` with what it began with, and `ours.json` with its losses. */
  readonly out: string;
}

// Bundled and run by `tools/twin-compare.ts`: node main.mjs ROOT TASK.json.
const [, , root, taskFile] = process.argv;
const { training, scenes, domains, learned, out } = JSON.parse(readFileSync(taskFile!, 'utf8')) as SharedDrawsTask;
await startWasm(root!);
const bundle = await readBuiltinBundle(root!);
const detectorConfig = detectorPresets.builtin;
const channels = bundle.visual.architecture.featureChannels;
let drawn: Uint8Array | undefined;
const trainer = createTrainer({
  visualWeights: bundle.visual,
  detectorWeights: null,
  detectorConfig,
  classEmbeddings: await classEmbeddings(bundle, detectorConfig),
  config: training,
  images: imageVersions(domains.map((domain) => createSceneDataset({ domain, split: 'train', count: scenes }))),
  learned: learned === null ? null : await readLearned(learned),
  onDraws: (draws) => (drawn = drawsFile(draws)),
});
const steps: TrainingStep[] = [];
while (trainer.stepsDone < training.steps) {
  const weights = Array.from(await trainer.weights(), ([name, tensor]) => ({ name, dtype: 'F32' as const, ...tensor }));
  writeFileSync(join(out, `weights-${steps.length}.safetensors`), writeSafetensors(weights));
  steps.push(await trainer.step());
  writeFileSync(join(out, `step-${steps.length - 1}.safetensors`), drawn!);
}
writeFileSync(join(out, 'ours.json'), JSON.stringify(steps));
// The text encoder's runtime keeps the process alive.
process.exit(0);

async function readLearned({ kind, file }: NonNullable<SharedDrawsTask['learned']>): Promise<Learned> {
  const content = readFileSync(join(root!, file));
  switch (kind) {
    case 'offsets':
      return { kind, offsets: readOffsetsFile(content) };
    case 'styles':
      return { kind, styles: await readStylesFile(content) };
    case 'policy':
      return { kind, policy: readPolicy(content.toString('utf8'), file) };
    default:
      return kind satisfies never;
  }
}

/** What a step drew: B images, R regions of each, K classes. */
function drawsFile({ images, augmentation, rpn, regions }: StepDraws): Uint8Array {
  const float = (name: string, shape: readonly number[], parts: readonly Float32Array[]): WritableTensor => ({
    name,
    dtype: 'F32',
    shape,
    data: concatenate(parts),
  });
  const { height, width } = images[0]!.image;
  const objects = images.reduce((sum, { gt }) => sum + gt.classIndices.length, 0);
  const anchors = rpn[0]!.labels.length;
  const perImage = regions[0]!.classIndices.length;
  const whole = (name: string, values: readonly number[]): WritableTensor => ({
    name,
    dtype: 'I32',
    shape: [values.length],
    data: Int32Array.from(values),
  });
  return writeSafetensors([
    float(
      'pixels',
      [images.length, height, width, 3],
      images.map(({ image }) => image.pixels),
    ),
    float(
      'gtBoxes',
      [objects, 4],
      images.map(({ gt }) => gt.boxes),
    ),
    whole(
      'gtClasses',
      images.flatMap(({ gt }) => [...gt.classIndices]),
    ),
    whole(
      'gtCounts',
      images.map(({ gt }) => gt.classIndices.length),
    ),
    float('res4Offsets', [images.length, channels], [addedToRes4(augmentation, images.length)]),
    float(
      'anchorLabels',
      [images.length, anchors],
      rpn.map(({ labels }) => labels),
    ),
    float(
      'anchorsSampled',
      [images.length, anchors],
      rpn.map(({ sampled }) => sampled),
    ),
    float(
      'anchorDeltas',
      [images.length, anchors, 4],
      rpn.map(({ deltas }) => deltas),
    ),
    float(
      'regionBoxes',
      [images.length, perImage, 4],
      regions.map(({ boxes }) => boxes),
    ),
    whole(
      'regionClasses',
      regions.flatMap(({ classIndices }) => [...classIndices]),
    ),
    float(
      'regionDeltas',
      [images.length, perImage, 4],
      regions.map(({ deltas }) => deltas),
    ),
    whole(
      'regionCounts',
      regions.map(({ count }) => count),
    ),
  ]);
}

/** `[B * C]`: what is added to V_a's output, at every position. */
function addedToRes4({ res4 }: StepAugmentation, images: number): Float32Array {
  return tf.tidy(() => {
    const nothing = tf.zeros([images, 1, 1, channels]) as tf.Tensor4D;
    return (res4 ? res4(nothing) : nothing).dataSync() as Float32Array;
  });
}
