import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { createVisualTower, type VisualTower } from '../../clip/tower/modified-resnet';
import { clipPreprocessing } from '../../clip/image/preprocess';
import { formulaImage, tinyFile } from '../../clip/testing';
import { visualWeightsFromStateDict } from '../../clip/weights/visual-state-dict';
import { openSafetensors } from '../../formats/safetensors/safetensors';
import { findAdapter } from '../../tensor/gpu-adapter';
import {
  describeOnBackends,
  expectClose,
  failingBackward,
  nodeGpu,
  runOutOfMemory,
  testValues,
} from '../../tensor/testing';
import { type ChannelStatistics, channelStatistics } from '../channel-statistics';
import { cropTensor } from '../crops';
import { injectStyle, pin, styleOf, withoutStyle } from './instance-normalisation';
import { type StyleConfig, styleDefaults } from './style-config';
import { type StyleLoss, styleLoss } from './style-loss';
import { createStyleRun } from './style-run';

interface Style {
  readonly mean: number[];
  readonly deviation: number[];
}

/** What `goldens/pin.py` wrote: two targets on the two formula images. */
const golden = JSON.parse(readFileSync(new URL('goldens/pin.json', import.meta.url), 'utf8')) as {
  readonly contentStyle: Style;
  readonly targets: readonly {
    /** With the crops' own style. */
    readonly ownLoss: number;
    readonly losses: number[];
    readonly firstGradient: Style;
    readonly style: Style;
  }[];
};

/** As in `goldens/pin.py`. */
function text(target: number): Float32Array {
  const row = Float32Array.from(
    { length: 32 },
    (_, i) => (((32 * target + i) * 7919 + 9 * 104729) % 1009) / 1009 - 0.5,
  );
  return row.map((value) => value / Math.hypot(...row));
}

const images = [formulaImage(0, 128, 128), formulaImage(1, 128, 128)];
const preprocessing = clipPreprocessing(64);
const config: StyleConfig = {
  ...styleDefaults(64),
  targetPrompts: ['night', 'fog'],
  iterations: 4,
  crops: 2,
  cropsPerBatch: 2,
  cropSize: 128,
  imageShortSide: 128,
};

async function tinyTower(): Promise<VisualTower> {
  const file = await openSafetensors(tinyFile('single/open_clip_model.safetensors'));
  return createVisualTower(await visualWeightsFromStateDict(file.tensors));
}

await describeOnBackends(['cpu', 'wasm'], 'PIN', () => {
  const features = () => tf.relu(testValues([2, 6, 6, 3], 1)) as tf.Tensor4D;

  it('is the identity with the features’ own style (F19)', async () => {
    await expectClose(pin(withoutStyle(features()), styleOf(features())), features(), { absolute: 1e-5 });
  });

  it('gives features the style that it is told', async () => {
    const style = {
      mean: testValues([2, 1, 1, 3], 2) as tf.Tensor4D,
      deviation: tf.abs(testValues([2, 1, 1, 3], 3)) as tf.Tensor4D,
    };
    const injected = injectStyle(features(), style);
    const found = channelStatistics(injected, 0);
    await expectClose(found.mean, style.mean, { absolute: 1e-5 });
    await expectClose(found.deviation, style.deviation, { absolute: 1e-3 });
    await expectClose(pin(withoutStyle(features()), style), tf.relu(injected), { absolute: 1e-6 });
  });

  it('has the gradients of the plain operations in μ and σ', async () => {
    const normal = withoutStyle(features());
    const style = [testValues([2, 1, 1, 3], 4), tf.abs(testValues([2, 1, 1, 3], 5))];
    const dy = testValues([2, 6, 6, 3], 6);
    const gradients = (fn: (mean: tf.Tensor4D, deviation: tf.Tensor4D) => tf.Tensor) =>
      tf.grads((...[mean, deviation]) => fn(mean as tf.Tensor4D, deviation as tf.Tensor4D))(style, dy);
    const expected = gradients((mean, deviation) => tf.relu(tf.add(tf.mul(normal, deviation), mean)));
    for (const [i, gradient] of gradients((mean, deviation) => pin(normal, { mean, deviation })).entries())
      await expectClose(gradient, expected[i]!, { absolute: 1e-5 });
  });

  it('does not depend on how crops are cut into parts', async () => {
    const tower = await tinyTower();
    const layer1 = tf.relu(testValues([3, 32, 32, 32], 7)) as tf.Tensor4D;
    const loss = (atOnce: number) =>
      styleLoss(tower, withoutStyle(layer1), styleOf(layer1), tf.tensor1d(text(0)), atOnce);
    const [whole, parts] = [loss(3), loss(2)];
    await expectClose(parts.value, whole.value);
    await expectClose(parts.mean, whole.mean, { absolute: 1e-6 });
    await expectClose(parts.deviation, whole.deviation, { absolute: 1e-6 });
    tower.dispose();
  });
});

await describeOnBackends(['wasm'], 'a failing loss of PIN', () => {
  it('leaves no tensor but the cached flipped kernels', async () => {
    const tower = await tinyTower();
    const layer1 = tf.relu(testValues([3, 32, 32, 32], 7)) as tf.Tensor4D;
    const [normal, style, target] = [withoutStyle(layer1), styleOf(layer1), tf.tensor1d(text(0))];
    const loss = (of: VisualTower) => styleLoss(of, normal, style, target, 2);
    // The kernels that a gradient needs are flipped once, and kept.
    tf.dispose(loss(tower));
    const before = tf.memory().numTensors;
    let parts = 0;
    const imageEmbedding: VisualTower['imageEmbedding'] = (x) =>
      ++parts === 2 ? failingBackward(tower.imageEmbedding(x)) : tower.imageEmbedding(x);
    expect(() => loss({ ...tower, imageEmbedding })).toThrow('out of memory');
    expect(() => loss({ ...tower, imageEmbedding: runOutOfMemory })).toThrow('out of memory');
    expect(parts).toBe(2);
    expect(tf.memory().numTensors).toBe(before);
    tower.dispose();
  });
});

/** One step of PØDA's SGD, written out; `velocity` of μ and σ is updated in place. */
function descend(style: ChannelStatistics, velocity: (tf.Tensor | undefined)[], loss: StyleLoss): ChannelStatistics {
  const next = ([style.mean, style.deviation] as const).map((value, i) => {
    const gradient = tf.add(i === 0 ? loss.mean : loss.deviation, tf.mul(value, 1e-4));
    const former = velocity[i];
    const current = former ? tf.add(tf.mul(former, 0.9), gradient) : gradient;
    velocity[i] = current;
    return tf.sub(value, current);
  }) as [tf.Tensor4D, tf.Tensor4D];
  return { mean: next[0], deviation: tf.relu(next[1]) };
}

/** A software GPU spends a minute on compiling for this; each kernel has a test of its own there. */
const { software } = await findAdapter(await nodeGpu().then((gpu) => (typeof gpu === 'string' ? undefined : gpu)));

await describeOnBackends(['cpu', 'wasm', 'webgpu'], 'PIN beside PyTorch', (backend) => {
  it.skipIf(backend === 'webgpu' && software)('has its losses, gradients and styles over some steps', async () => {
    const tower = await tinyTower();
    const crops = images.map((image) => ({ image, window: { x: 0, y: 0, width: 128, height: 128 } }));
    const features = tower.res2Features(cropTensor(crops, { ...preprocessing, size: 128 }));
    const own = styleOf(features);
    await expectClose(own.mean, golden.contentStyle.mean, { absolute: 1e-4 });
    await expectClose(own.deviation, golden.contentStyle.deviation, { absolute: 1e-4 });
    const normal = withoutStyle(features);
    for (const [at, { ownLoss, losses, firstGradient, style }] of golden.targets.entries()) {
      const target = tf.tensor1d(text(at));
      await expectClose(styleLoss(tower, normal, own, target, 2).value, [ownLoss], { absolute: 1e-4 });
      const shift = Float32Array.from({ length: 64 }, (_, i) => ((i * 7919 + 10 * 104729) % 1009) / 1009 - 0.5);
      let current: ChannelStatistics = {
        mean: tf.add(own.mean, tf.mul(tf.tensor4d(shift, [2, 1, 1, 32]), 0.2)),
        deviation: tf.mul(own.deviation, 1.2),
      };
      const velocity: (tf.Tensor | undefined)[] = [];
      for (const [step, expected] of losses.entries()) {
        const loss = styleLoss(tower, normal, current, target, 2);
        await expectClose(loss.value, [expected], { absolute: 1e-4 });
        if (step === 0) {
          await expectClose(loss.mean, firstGradient.mean, { absolute: 1e-4, relative: 1e-3 });
          await expectClose(loss.deviation, firstGradient.deviation, { absolute: 1e-4, relative: 1e-3 });
        }
        current = descend(current, velocity, loss);
      }
      await expectClose(current.mean, style.mean, { absolute: 1e-3 });
      await expectClose(current.deviation, style.deviation, { absolute: 1e-3 });
    }
    tower.dispose();
  });
});

await describeOnBackends(['wasm'], 'a run of PIN', () => {
  const small: StyleConfig = { ...config, crops: 5, cropSize: 64, imageShortSide: 96 };

  it('takes the steps of SGD from the crops’ own styles, each prompt for itself', async () => {
    const tower = await tinyTower();
    const run = createStyleRun(tower, [text(0), text(1)], config, images, { preprocessing });
    const crops = images.map((image) => ({ image, window: { x: 0, y: 0, width: 128, height: 128 } }));
    const features = tower.res2Features(cropTensor(crops, { ...preprocessing, size: 128 }));
    const normal = withoutStyle(features);
    const velocities: (tf.Tensor | undefined)[][] = [[], []];
    let styles = [styleOf(features), styleOf(features)];
    for (let at = 0; at < 3; at++) {
      const { means, deviations, ...facts } = await run.styles();
      expect(facts).toEqual({ targetPrompts: ['night', 'fog'], stylesPerPrompt: 2, channels: 32 });
      const flat = (part: keyof ChannelStatistics) => tf.reshape(tf.stack(styles.map((style) => style[part])), [-1]);
      await expectClose(flat('mean'), means, { absolute: 1e-6 });
      await expectClose(flat('deviation'), deviations, { absolute: 1e-6 });
      const losses = styles.map((style, target) => styleLoss(tower, normal, style, tf.tensor1d(text(target)), 2));
      const { step, cosine, lossTotal, lossL1 } = await run.step();
      await expectClose(tf.stack(losses.map(({ value }) => value)), cosine, { absolute: 1e-6 });
      expect({ step, lossTotal, lossL1 }).toEqual({ step: at, lossTotal: cosine[0]! + cosine[1]!, lossL1: 0 });
      styles = styles.map((style, target) => descend(style, velocities[target]!, losses[target]!));
    }
    run.dispose();
    tower.dispose();
  });

  it('goes batch by batch, each from its own crops, twice the same, and leaves no tensors', async () => {
    const tower = await tinyTower();
    const all = async () => {
      const run = createStyleRun(tower, [text(0)], { ...small, targetPrompts: ['night'] }, images, { preprocessing });
      expect(run.steps).toBe(12);
      const losses: number[] = [];
      await run.step();
      const tensors = tf.memory().numTensors;
      for (let step = 1; step < run.steps; step++) losses.push((await run.step()).lossTotal);
      expect(tf.memory().numTensors).toBe(tensors);
      const styles = await run.styles();
      run.dispose();
      return { losses, styles };
    };
    const first = await all();
    expect(first.styles.means).toHaveLength(5 * 32);
    expect(first.styles.deviations.every((value) => value >= 0)).toBe(true);
    // Within a batch the loss falls; the next one starts from new crops.
    expect(first.losses[2]).toBeLessThan(first.losses[0]!);
    const tensors = tf.memory().numTensors;
    expect(await all()).toEqual(first);
    expect(tf.memory().numTensors).toBe(tensors);
    tower.dispose();
  });

  it.each([
    [{ targetPrompts: [] }, 'no-target-prompt', 'no target prompt'],
    [{ targetPrompts: [' '] }, 'empty-prompt', 'empty'],
    [{ cropSize: 96 }, 'bad-config', "a multiple of the model's resolution, 64"],
    [{ cropSize: 128 }, 'bad-config', 'imageShortSide'],
    [{ crops: 0 }, 'bad-config', 'crops'],
    [{ learningRate: 0 }, 'bad-config', 'learningRate'],
  ])('refuses %o', async (change, code, message) => {
    const tower = await tinyTower();
    expect(() => createStyleRun(tower, [text(0)], { ...small, ...change }, images, { preprocessing })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
    tower.dispose();
  });
});
