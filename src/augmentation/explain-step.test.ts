import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { clipPreprocessing } from '../clip/image/preprocess';
import { formulaImage, tinyTextEmbeddings, tinyWeights } from '../clip/testing';
import { describeOnBackends, runOutOfMemory } from '../tensor/testing';
import { explainStep, meanShare } from './explain-step';
import { createOptimisation } from './optimisation';
import type { OptimisationConfig } from './optimisation-config';
import type { ProtocolName } from '../method/protocol';

const prompts = ['an image taken during the day', 'an image taken on a rain night'] as const;
const crop = formulaImage(0, 64, 64);
let source: Float32Array;
let target: Float32Array;
beforeAll(async () => {
  [source, target] = (await tinyTextEmbeddings(prompts)) as [Float32Array, Float32Array];
});

await describeOnBackends(['cpu'], 'explained step', () => {
  test.each<[ProtocolName, number]>([
    ['code', 1],
    ['paper', 1],
    ['code', 3.5],
  ])('is a step of the real run, %s with l1 × %d', async (protocol, l1Weight) => {
    const tower = createVisualTower(tinyWeights());
    const config: OptimisationConfig = {
      method: 'additive',
      offsetShape: 'grid',
      l1Weight,
      protocol,
      sourcePrompt: prompts[0],
      targetPrompts: [prompts[1]],
      iterations: 3,
      learningRate: 0.01,
      cropsPerStep: 1,
      imagesPerStep: 1,
      cropSize: 64,
      imageShortSide: 64,
      seed: 1,
      crops: [{ image: 0, x: 0, y: 0, width: 64, height: 64 }],
    };
    const run = createOptimisation(tower, { source, targets: [target] }, config, [crop]);
    const input = { protocol, source, target, crop, learningRate: 0.01, l1Weight };
    let explained = await explainStep(tower, { ...input, state: null }, clipPreprocessing(64));
    expect(explained.before.l1).toBe(0);
    expect(explained.zBefore).toEqual(explained.z);
    // F18: the closed form of the angle, and D at A = 0 from it.
    expect(explained.targetAngle).toBeCloseTo(explained.closedFormAngle, 2);
    expect(explained.before.cosine).toBeCloseTo(1 - Math.cos((explained.closedFormAngle * Math.PI) / 180), 5);
    for (let step = 0; step < 3; step++) {
      const real = await run.step();
      expect(explained.step).toBe(step);
      expect(explained.before.cosine).toBeCloseTo(real.cosine[0]!, 6);
      expect(explained.before.total).toBeCloseTo(real.lossTotal, 5);
      // The next step begins where this one ends.
      const { after, state } = explained;
      explained = await explainStep(tower, { ...input, state }, clipPreprocessing(64));
      expect(explained.before).toEqual(after);
    }
    run.dispose();
    tower.dispose();
  });

  test('leaves no tensor where it fails, whether at the start or in the update', async () => {
    const tower = createVisualTower(tinyWeights());
    const input = { protocol: 'code', source, target, crop, learningRate: 0.01, l1Weight: 1 } as const;
    const { state } = await explainStep(tower, { ...input, state: null }, clipPreprocessing(64));
    const before = tf.memory().numTensors;
    const short = { ...state, offset: state.offset.slice(1) };
    await expect(explainStep(tower, { ...input, state: short }, clipPreprocessing(64))).rejects.toThrow('2047');
    const embeddingOf = runOutOfMemory;
    const failing = explainStep({ ...tower, embeddingOf }, { ...input, state }, clipPreprocessing(64));
    await expect(failing).rejects.toThrow('out of memory');
    expect(tf.memory().numTensors).toBe(before);
    tower.dispose();
  });

  test('batch statistics leave the spatial mean without gradient, and Adam moves it none the less', async () => {
    const input = { source, target, crop, learningRate: 0.01, l1Weight: 1, state: null };
    const batch = createVisualTower(tinyWeights(), { batchNorm: 'batch' });
    const released = await explainStep(batch, { ...input, protocol: 'code-batchnorm' }, clipPreprocessing(64));
    batch.dispose();
    const frozen = createVisualTower(tinyWeights());
    const code = await explainStep(frozen, { ...input, protocol: 'code' }, clipPreprocessing(64));
    frozen.dispose();
    expect(released.gradientMeanShare).toBeLessThan(1e-4);
    expect(code.gradientMeanShare).toBeGreaterThan(0.01);
    expect(released.updateMeanShare).toBeGreaterThan(0.01);
  });
});

test('the share of the mean is 1 of a constant and 0 of what sums to nothing', () => {
  expect(meanShare(Float32Array.of(1, 2, 1, 2), 2)).toBeCloseTo(1, 6);
  expect(meanShare(Float32Array.of(1, 2, -1, -2), 2)).toBe(0);
});
