import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { Offsets } from '../augmentation/offsets';
import { readDetectorFile } from '../detector/detector-file';
import { createDetector } from '../detector/detector';
import type { DetectorConfig } from '../method/detector-config';
import { createDetectorModel, type DetectorModel } from '../detector/detector-model';
import { trainableStages } from '../method/stages';
import { initialDetectorWeights } from '../detector/initial-weights';
import { scratchDetectorWeights } from '../detector/scratch-weights';
import { Random } from '../math/random';
import { openSafetensors, writeSafetensors, type WritableTensor } from '../formats/safetensors/safetensors';
import { activateBackend } from '../tensor/backend';
import { describeOnBackends } from '../tensor/testing';
import { trainingConfig } from '../method/training-config';
import { presetParameters } from '../method/training-presets';
import { addOffsets } from '../augmentation/methods/additive';
import type { StepAugmentation } from '../augmentation/methods/method';
import { pooledOffsets } from '../augmentation/pooled-offset';
import { learningRateAt } from './schedule';
import {
  boxPictures,
  randomClassEmbeddings,
  randomVisualWeights,
  tinyDetectorConfig,
  tinyTower,
} from '../detector/testing';
import { createTrainer, type StepDraws, type Trainer, type TrainerOptions } from './trainer';
import { createPictureMaker } from './make-picture';
import { BatchLoader } from './training-batch';
import type { TrainingConfig } from '../method/training-config';
import type { TrainingStep } from './step-losses';
import { stepGradients } from './training-step';

const visualWeights = randomVisualWeights(tinyTower, 1);
const classEmbeddings = randomClassEmbeddings(3, tinyTower.embeddingDim, 2);
const config: TrainingConfig = {
  ...trainingConfig(presetParameters('builtin'), 'reference', 'none'),
  imagesPerStep: 2,
  learningRate: 0.02,
  warmupSteps: 0,
  learningRateDrops: [],
  method: 'none',
};

function trainer(overrides: Partial<TrainingConfig> = {}, options: Partial<TrainerOptions> = {}): Trainer {
  return createTrainer({
    visualWeights,
    detectorWeights: null,
    detectorConfig: tinyDetectorConfig,
    classEmbeddings,
    config: { ...config, ...overrides },
    images: boxPictures(6, 3),
    learned: null,
    ...options,
  });
}

async function losses(run: Trainer, steps: number): Promise<number[]> {
  const totals: number[] = [];
  for (let i = 0; i < steps; i++) totals.push((await run.step()).lossTotal);
  return totals;
}

/** Two targets on a 2×2 grid, target t and channel c with mean t + c / 100. */
const offsets: Offsets = (() => {
  const channels = tinyTower.width * 16;
  const values = new Float32Array(2 * channels * 4);
  for (let i = 0; i < values.length; i++)
    values[i] = Math.floor(i / (channels * 4)) + (Math.floor(i / 4) % channels) / 100 + ((i % 2) - 0.5);
  return { sourcePrompt: 'day', targetPrompts: ['night', 'fog'], channels, height: 2, width: 2, values };
})();

/** The checkpoint with JSON that was cut. */
/** A checkpoint of which one text is another, by default its own without its end; or of which an array holds integers. */
async function damaged(
  checkpoint: Uint8Array,
  { key = '', text, integers }: { readonly key?: string; readonly text?: string; readonly integers?: RegExp },
): Promise<Uint8Array> {
  const { metadata } = await openSafetensors(checkpoint);
  const tensors = await arraysOf(checkpoint);
  const changed = { ...Object.fromEntries(metadata), ...(key && { [key]: text ?? metadata.get(key)!.slice(0, -3) }) };
  const stored = await openSafetensors(checkpoint);
  const arrays = [...tensors].map(([name, data]): WritableTensor => {
    const { shape } = stored.get(name);
    return integers?.test(name)
      ? { name, dtype: 'I32', shape, data: Int32Array.from(data) }
      : { name, dtype: 'F32', shape, data };
  });
  return writeSafetensors(arrays, changed);
}

/** Every array of a checkpoint, by name. */
async function arraysOf(checkpoint: Uint8Array): Promise<ReadonlyMap<string, Float32Array>> {
  const { tensors } = await openSafetensors(checkpoint);
  const arrays = new Map<string, Float32Array>();
  for (const [name, tensor] of tensors) arrays.set(name, await tensor.readFloat32());
  return arrays;
}

async function firstLosses(): Promise<number[]> {
  const run = trainer();
  const totals = await losses(run, 2);
  run.dispose();
  return totals;
}

await describeOnBackends(['wasm'], 'trainer', () => {
  it('tells what each step drew: images, anchors and regions, whose losses it then reports', async () => {
    const told: StepDraws[] = [];
    const run = trainer({}, { onDraws: (draws) => told.push(draws) });
    await losses(run, 2);
    run.dispose();
    expect(told).toHaveLength(2);
    const { images, rpn, regions, augmentation } = told[1]!;
    expect([images.length, rpn.length, regions.length]).toEqual([2, 2, 2]);
    expect(augmentation).toEqual({});
    for (const { sampled } of rpn) {
      expect(sampled.filter((value) => value === 1)).toHaveLength(tinyDetectorConfig.rpnBatchSizePerImage);
    }
    // The ground truth is among the proposals, so that some of the regions have its boxes.
    const { boxes, classIndices, count } = regions[0]!;
    const found = Array.from({ length: count }, (_, row) => [
      ...boxes.subarray(row * 4, row * 4 + 4),
      classIndices[row],
    ]);
    const { gt } = images[0]!;
    expect(found).toContainEqual([...gt.boxes.subarray(0, 4), gt.classIndices[0]]);
  });

  it('repeats itself, and agrees with the cpu', async () => {
    const totals = await firstLosses();
    expect(await firstLosses()).toEqual(totals);
    await activateBackend('cpu');
    const onCpu = await firstLosses();
    await tf.setBackend('wasm');
    expect(onCpu).not.toEqual(totals);
    totals.forEach((total, step) => expect(Math.abs(total / onCpu[step]! - 1)).toBeLessThan(2e-3));
  });
});

await describeOnBackends(['wasm'], 'trainer', () => {
  it('continues from a checkpoint bit for bit', async () => {
    const whole = trainer();
    await losses(whole, 2);
    const checkpoint = await whole.checkpoint();
    const rest = await losses(whole, 2);
    // The order of its keys is no difference between configurations.
    const detectorConfig = Object.fromEntries(
      Object.entries(tinyDetectorConfig).reverse(),
    ) as unknown as DetectorConfig;
    const resumed = trainer({ steps: 99 }, { detectorConfig });
    await losses(resumed, 1);
    await resumed.restore(checkpoint);
    expect(resumed.stepsDone).toBe(2);
    expect(await losses(resumed, 2)).toEqual(rest);
    expect(await resumed.weights()).toEqual(await whole.weights());
    whole.dispose();
    resumed.dispose();
  });

  it('is as it was before a step that was ended early', async () => {
    const whole = trainer();
    let kernels = 0;
    const expected = [
      await whole.step(),
      await whole.step({ check: () => void kernels++, pause: async () => undefined }),
    ];
    const broken = trainer();
    const steps = [await broken.step()];
    const before = { weights: await broken.weights(), tensors: tf.memory().numTensors };
    for (const share of [0.1, 0.4, 0.9]) {
      let left = Math.ceil(share * kernels);
      const check = () => {
        if (--left === 0) throw new Error('stop');
      };
      await expect(broken.step({ check, pause: async () => undefined })).rejects.toThrow('stop');
      expect({ weights: await broken.weights(), tensors: tf.memory().numTensors }).toEqual(before);
    }
    const pause = () => Promise.reject(new Error('stop'));
    await expect(broken.step({ check: () => undefined, pause })).rejects.toThrow('stop');
    expect({ weights: await broken.weights(), tensors: tf.memory().numTensors }).toEqual(before);
    steps.push(await broken.step());
    const withoutTime = (all: readonly TrainingStep[]) => all.map((step) => ({ ...step, seconds: 0 }));
    expect(withoutTime(steps)).toEqual(withoutTime(expected));
    expect(await broken.weights()).toEqual(await whole.weights());
    whole.dispose();
    broken.dispose();
  });

  it('refuses a checkpoint of another run, and stays as it was', async () => {
    const run = trainer();
    const other = trainer({ seed: 9 });
    const before = await run.weights();
    await expect(run.restore(await other.checkpoint())).rejects.toMatchObject({ code: 'bundle-mismatch' });
    await expect(run.restore(new Uint8Array(100))).rejects.toMatchObject({ code: 'bundle-file-broken' });
    for (const key of ['config', 'detectorConfig'])
      await expect(run.restore(await damaged(await run.checkpoint(), { key }))).rejects.toMatchObject({
        code: 'bundle-file-broken',
        message: expect.stringContaining(`"${key}"`) as string,
      });
    for (const text of ['', '0x2', '-1', '1.5', 'Infinity'])
      await expect(
        run.restore(await damaged(await run.checkpoint(), { key: 'stepsDone', text })),
      ).rejects.toMatchObject({
        code: 'bundle-file-broken',
        message: 'The checkpoint does not say how many steps were done.',
      });
    await expect(run.restore(await damaged(await run.checkpoint(), { integers: /./u }))).rejects.toMatchObject({
      code: 'unsupported-model',
      message: expect.stringContaining('should hold floats and holds I32') as string,
    });
    expect(await run.weights()).toEqual(before);
    run.dispose();
    other.dispose();
  });

  it('adds the pooled offset of the drawn target to every position of res4', async () => {
    const model = createDetectorModel({
      visualWeights,
      detectorWeights: initialDetectorWeights(tinyDetectorConfig, tinyTower, 1),
      config: tinyDetectorConfig,
      classEmbeddings,
    });
    const make = createPictureMaker(() => Promise.reject(new Error('There are no files.')));
    const asTheyAre = { flip: false, change: { kind: 'none' } } as const;
    const { images } = await new BatchLoader(boxPictures(2, 3), make, tinyDetectorConfig).load(
      [0, 1],
      [asTheyAre, asTheyAre],
    );
    const seenBy = async (augmentation: StepAugmentation): Promise<number[][]> => {
      const seen: number[][] = [];
      const watched: DetectorModel = {
        ...model,
        variables: model.rpnHead.variables,
        rpnHead: { ...model.rpnHead, forward: (x) => (seen.push([...x.dataSync()]), model.rpnHead.forward(x)) },
        regionHead: {
          ...model.regionHead,
          forward: (x, ...rest) => (seen.push([...x.dataSync()]), model.regionHead.forward(x, ...rest)),
        },
      };
      const { gradients } = await stepGradients(watched, images, augmentation, new Random(1));
      tf.dispose(gradients);
      return seen;
    };
    const pooled = pooledOffsets(offsets);
    const [plain] = await seenBy({});
    const augmented = await seenBy(addOffsets([pooled[1]!, pooled[0]!]));
    expect(augmented).toHaveLength(3);
    const channels = offsets.channels;
    const expected = plain!.map((value, i) =>
      Math.fround(value + pooled[i < plain!.length / 2 ? 1 : 0]![i % channels]!),
    );
    for (const seen of augmented) expect(seen).toEqual(expected);
    model.dispose();
  });

  it('augments a step or not with the configured probability', async () => {
    const run = trainer({ method: 'additive' }, { learned: { kind: 'offsets', offsets } });
    const augmented: boolean[] = [];
    for (let i = 0; i < 8; i++) augmented.push((await run.step()).augmented);
    expect(new Set(augmented).size).toBe(2);
    run.dispose();
  });

  it('leaves no tensors behind', async () => {
    const run = trainer({ method: 'additive' }, { learned: { kind: 'offsets', offsets } });
    await losses(run, 2);
    const tensors = tf.memory().numTensors;
    await losses(run, 3);
    await run.checkpoint();
    await run.detectorFile({});
    expect(tf.memory().numTensors).toBe(tensors);
    run.dispose();
  });

  it('learns two pictures by heart', async () => {
    const run = trainer({ horizontalFlip: 0, learningRate: 0.01 }, { images: boxPictures(2, 3) });
    const totals = await losses(run, 60);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(totals.slice(-5))).toBeLessThan(mean(totals.slice(0, 5)) / 4);

    const file = await readDetectorFile(await run.detectorFile({ seed: '1' }, 'F32'));
    expect(file.provenance).toEqual({ seed: '1' });
    const detector = createDetector(visualWeights, file.weights, file.config, classEmbeddings);
    const { image } = await boxPictures(2, 3).at(0);
    const raw = await detector.detect(image, null);
    expect(raw.classes).toEqual(tinyDetectorConfig.classes);
    expect(raw.scores.every(Number.isFinite)).toBe(true);
    detector.dispose();
    run.dispose();
  });

  it('learns from scratch with a plain head, and its file holds the whole tower', async () => {
    const detectorConfig = { ...tinyDetectorConfig, classifier: 'linear', pooling: 'mean' } as const;
    const images = boxPictures(2, 3);
    const sample = [(await images.at(0)).image, (await images.at(1)).image];
    const detectorWeights = await scratchDetectorWeights(visualWeights, detectorConfig, sample, 1);
    const trainable = trainableStages.filter((stage) => stage !== 'attnpool');
    const options = { images, detectorConfig, detectorWeights, classEmbeddings: [] };
    const run = trainer({ horizontalFlip: 0, learningRate: 0.01, trainable }, options);
    const before = await run.weights();
    const totals = await losses(run, 40);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(mean(totals.slice(-5))).toBeLessThan(mean(totals.slice(0, 5)) / 2);
    const after = await run.weights();
    for (const name of ['visual.conv1.weight', 'visual.layer1.0.conv1.weight', 'visual.layer2.0.conv3.weight'])
      expect(after.get(name), name).not.toEqual(before.get(name));
    expect(after.get('visual.bn1.running_var')).toEqual(before.get('visual.bn1.running_var'));

    const checkpoint = await run.checkpoint();
    const next = await losses(run, 1);
    const resumed = trainer({ horizontalFlip: 0, learningRate: 0.01, trainable }, options);
    await resumed.restore(checkpoint);
    expect(await losses(resumed, 1)).toEqual(next);

    const file = await readDetectorFile(await run.detectorFile({}, 'F32'));
    // Nothing of it comes from the CLIP that it is used with.
    const other = createDetector(randomVisualWeights(tinyTower, 5), file.weights, file.config, []);
    const raw = await other.detect(sample[0]!, null);
    expect(raw).toEqual(await run.detector.detect(sample[0]!, null));
    other.dispose();
    run.dispose();
    resumed.dispose();
  });

  it('reports divergence, and keeps the weights and the optimiser of before', async () => {
    const run = trainer({ learningRate: 1e30, gradientClip: null });
    let before = await run.checkpoint();
    const stepOn = async () => {
      for (let step = 0; step < 5; step++) {
        before = await run.checkpoint();
        await run.step();
      }
    };
    await expect(stepOn()).rejects.toMatchObject({ code: 'diverged' });
    expect(run.stepsDone).toBeGreaterThan(0);
    const after = await run.checkpoint();
    // All but the seconds, which are in the header.
    expect(await arraysOf(after)).toEqual(await arraysOf(before));
    run.dispose();
  });

  it('refuses to augment without offsets, or with those of another model', () => {
    expect(() => trainer({ method: 'additive' })).toThrow('needs semantic offsets');
    const wrong = { ...offsets, channels: 8, values: new Float32Array(64) };
    expect(() => trainer({ method: 'additive' }, { learned: { kind: 'offsets', offsets: wrong } })).toThrow(
      '8 channels',
    );
  });
});

describe('learning rate', () => {
  it('warms up from a tenth and drops to tenths', () => {
    const schedule = { learningRate: 1, warmupSteps: 10, learningRateDrops: [20, 30] };
    expect([0, 5, 10, 19, 20, 30].map((step) => learningRateAt(step, schedule))).toEqual([
      0.1,
      expect.closeTo(0.55, 9),
      1,
      1,
      expect.closeTo(0.1, 9),
      expect.closeTo(0.01, 9),
    ]);
  });
});
