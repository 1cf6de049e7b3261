import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { tinyFile } from '../clip/testing';
import { visualWeightsFromStateDict } from '../clip/weights/visual-state-dict';
import type { WeightTensor } from '../clip/weights/visual-weights';
import type { DetectorConfig } from '../method/detector-config';
import { createDetectorModel, type DetectorModel } from '../detector/detector-model';
import { regionHeadShapes } from '../detector/region-head-shapes';
import { rpnHeadShapes } from '../detector/rpn-head';
import { openSafetensors } from '../formats/safetensors/safetensors';
import type { RgbImage } from '../geometry/rgb-image';
import { Random } from '../math/random';
import { createSgd } from '../tensor/sgd';
import { useProducts } from '../tensor/kernels/products/products';
import { describeOnBackends, expectClose, failingBackward, runOutOfMemory } from '../tensor/testing';
import { tinyDetectorConfig } from '../detector/testing';
import { normaliseForDetector } from '../detector/working-size';
import { stepGradients, type LossParts, type StepGradients } from './training-step';

interface GoldenStep {
  readonly regions: number;
  readonly gradientNorm: number;
  readonly losses: LossParts;
}

/** Limits so wide that nothing is drawn: the same as in `goldens/training_step.py`. */
const config: DetectorConfig = {
  ...tinyDetectorConfig,
  rpnPreNmsTopN: { training: 1000, testing: 1 },
  rpnPostNmsTopN: { training: 40, testing: 1 },
  rpnBatchSizePerImage: 1000,
  boxBatchSizePerImage: 64,
  boxPositiveFraction: 1,
};

function values(shape: readonly number[], scale: number, salt: number): WeightTensor {
  const size = shape.reduce((product, n) => product * n, 1);
  const data = Float32Array.from(
    { length: size },
    (_, i) => (((i * 7919 + salt * 104729) % 1009) / 1009 - 0.5) * scale,
  );
  return { shape, data };
}

function formulaImage(index: number, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i++) {
    const c = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    data[i] = index === 0 ? 7 * x + 13 * y + 29 * c : x * y + 11 * x + 101 * c + 5 * y * y;
  }
  return { width, height, data };
}

const images = [
  {
    image: normaliseForDetector(formulaImage(0, 64, 64)),
    gt: { boxes: Float32Array.of(5, 9, 30, 41, 22, 20, 61, 53), classIndices: Int32Array.of(0, 2) },
  },
  {
    image: normaliseForDetector(formulaImage(1, 96, 64)),
    gt: { boxes: Float32Array.of(50, 10, 90, 60), classIndices: Int32Array.of(1) },
  },
];

/** The same losses and gradients but for rounding; disposes of the gradients of the first. */
async function expectSameStep(actual: StepGradients, expected: StepGradients): Promise<void> {
  expect(Object.keys(actual.gradients).toSorted()).toEqual(Object.keys(expected.gradients).toSorted());
  for (const [name, gradient] of Object.entries(actual.gradients)) {
    const wanted = await expected.gradients[name]!.data<'float32'>();
    const absolute = 1e-5 * wanted.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
    await expectClose(gradient, wanted, { relative: 1e-4, absolute });
  }
  expect(actual.losses.classification).toBeCloseTo(expected.losses.classification, 5);
  expect(actual.losses.box).toBeCloseTo(expected.losses.box, 5);
  tf.dispose(actual.gradients);
}

type Forward<Head extends 'rpnHead' | 'regionHead'> = ReturnType<DetectorModel[Head]['forward']>;

/** The model with heads whose output goes through the functions. */
function changed(
  model: DetectorModel,
  rpn: (output: Forward<'rpnHead'>) => Forward<'rpnHead'>,
  regions: (output: Forward<'regionHead'>) => Forward<'regionHead'> = (output) => output,
): DetectorModel {
  return {
    ...model,
    rpnHead: { ...model.rpnHead, forward: (...inputs) => rpn(model.rpnHead.forward(...inputs)) },
    regionHead: { ...model.regionHead, forward: (...inputs) => regions(model.regionHead.forward(...inputs)) },
  };
}

/** Places where a step can fail; each model is good for one step. The box head takes several passes: the second of them fails. */
const failures: Readonly<Record<string, (model: DetectorModel) => DetectorModel>> = {
  'in a gradient of the box head': (model) => {
    let passes = 0;
    const second = (output: Forward<'regionHead'>) =>
      ++passes === 2 ? { ...output, predBoxDeltas: failingBackward(output.predBoxDeltas) } : output;
    return changed(model, (output) => output, second);
  },
  'after the box head': (model) => {
    let passes = 0;
    return changed(
      model,
      (output) => output,
      (output) => (++passes === 2 ? runOutOfMemory() : output),
    );
  },
  'in a gradient of the proposal network': (model) =>
    changed(model, (output) => ({ ...output, objectnessLogits: failingBackward(output.objectnessLogits) })),
};

/**
 * No tensor of a step that fails is left. The model has made a step before, so that its caches (the flipped kernels of frozen convolutions)
 * are there already.
 */
async function expectNothingLeftBehind(model: DetectorModel): Promise<void> {
  const step = (failing: DetectorModel) => stepGradients(failing, images, {}, new Random(1), 9);
  for (const [place, failing] of Object.entries(failures)) {
    const before = tf.memory().numTensors;
    await expect(step(failing(model)), place).rejects.toThrow('out of memory');
    expect(tf.memory().numTensors - before, place).toBe(0);
  }
  const backend = tf.backend();
  const read = backend.read.bind(backend);
  for (const failingRead of [1, 2]) {
    let reads = 0;
    backend.read = async (id) => (++reads === failingRead ? runOutOfMemory() : read(id));
    const before = tf.memory().numTensors;
    await expect(step(model)).rejects.toThrow('out of memory');
    expect(reads).toBe(failingRead);
    expect(tf.memory().numTensors - before, `read ${failingRead}`).toBe(0);
  }
  backend.read = read;
}

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'training step', (backend) => {
  // A whole detector by the products for GPUs takes a software GPU a minute and a half.
  if (backend === 'webgpu') beforeAll(() => useProducts('direct'));

  it('gives the losses and gradients of PyTorch, on wasm for three steps of SGD', { timeout: 300_000 }, async () => {
    const golden = JSON.parse(readFileSync(new URL('goldens/training-step.json', import.meta.url), 'utf8')) as {
      steps: GoldenStep[];
    };
    const file = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
    const scales = [0.06, 0.1, 0.2, 0.1, 0.02, 0.02, 0.02, 0.02];
    const shapes = [...rpnHeadShapes(128, 6), ...regionHeadShapes({ headChannels: 256, embeddingDim: 32 }, config)];
    const text = values([3, 32], 1, 9).data;
    const model = createDetectorModel(
      {
        visualWeights: await visualWeightsFromStateDict(file.tensors),
        detectorWeights: new Map(shapes.map(([name, shape], i) => [name, values(shape, scales[i]!, i + 1)])),
        config,
        classEmbeddings: [0, 1, 2].map((k) => {
          const row = text.subarray(k * 32, k * 32 + 32);
          return row.map((value) => value / Math.hypot(...row));
        }),
      },
      ['layer3', 'layer4', 'attnpool'],
    );
    const offsets = values([2, 128], 0.05, 10).data;
    const sgd = createSgd(Object.fromEntries(model.variables), {
      learningRate: 0.02,
      momentum: 0.9,
      weightDecay: 1e-4,
    });
    for (const step of golden.steps.slice(0, backend === 'wasm' ? 3 : 1)) {
      const pooled = tf.tensor4d(offsets, [2, 1, 1, 128]);
      const run = (regionsAtOnce?: number) =>
        stepGradients(model, images, { res4: (x) => tf.add(x, pooled) }, new Random(1), regionsAtOnce);
      const { losses, norm, gradients } = await run();
      if (backend === 'cpu') await expectSameStep(await run(9), { losses, norm, gradients });
      for (const part of ['rpnObjectness', 'rpnBox', 'classification', 'box'] as const) {
        expect(losses[part] / step.losses[part], part).toBeCloseTo(1, 3);
      }
      expect(norm / step.gradientNorm).toBeCloseTo(1, 3);
      sgd.step(
        Object.fromEntries(
          Object.entries(gradients).map(([name, gradient]) => [name, tf.mul(gradient, Math.min(1, 1 / norm))]),
        ),
      );
      tf.dispose(gradients);
    }
    if (backend === 'wasm') await expectNothingLeftBehind(model);
    sgd.dispose();
    model.dispose();
  });
});
