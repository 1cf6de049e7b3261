import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { optimisationBytes, probeOf, stepWork } from '../augmentation/optimisation-cost';
import { optimisationDefaults } from '../method/optimisation-presets';
import { architectureOf } from '../clip/tower/architecture';
import { createVisualTower } from '../clip/tower/modified-resnet';
import { tinyWeights } from '../clip/testing';
import { towerWeightBytes, towerWork, vaPeakBytes, vbPeakBytes } from '../clip/tower/tower-cost';
import { describeOnBackends, testValues } from '../tensor/testing';
import { byteSourceOf } from '../formats/byte-source';
import { detectionMemory } from './detection-memory';
import { readDetectorCheckpoint } from './detector-checkpoint';
import { createProposalTower } from './proposal-tower';
import { proposalTowerPeakBytes } from './proposal-tower-cost';
import { proposalTowerOf } from './proposal-tower-shapes';
import { oneAxisTexts, regionclipBytes } from './regionclip/testing-regionclip';
import { detectorPresets } from '../method/detector-config';

const rn50 = architectureOf({ width: 64, blocks: [3, 4, 6, 3], resolution: 224, embeddingDim: 1024 });
const rn101 = architectureOf({ width: 64, blocks: [3, 4, 23, 3], resolution: 224, embeddingDim: 512 });

it('counts the weights of the public models', () => {
  // Their parameters (openai/CLIP), in which a batch norm has two numbers a channel where a folded one has one.
  expect(towerWeightBytes(rn50) / 4 / 38_316_896).toBeCloseTo(1, 2);
  expect(towerWeightBytes(rn101) / 4 / 56_259_936).toBeCloseTo(1, 2);
});

it('counts the work of the public models', () => {
  // 3×3 of layer4's last blocks: 512 · 512 · 9 · 7 · 7; the whole ResNet-50 has 4 to 6 giga.
  const { va, vb } = towerWork(rn50);
  expect((va + vb) / 1e9).toBeGreaterThan(4);
  expect((va + vb) / 1e9).toBeLessThan(6.5);
  expect(vb / 1e9).toBeGreaterThan(0.8);
  expect(vb / 1e9).toBeLessThan(1.2);
});

it('a large model detects at the reference size within what adapters allow, however many regions there are', () => {
  const { image, weights, peak } = detectionMemory(rn101, detectorPresets.reference);
  expect(image).toEqual({ width: 1067, height: 600 });
  expect(weights).toBeGreaterThan(towerWeightBytes(rn101));
  expect(peak).toBeLessThan(2 ** 30 * 1.5);
  const more = { ...detectorPresets.reference, rpnPostNmsTopN: { training: 2000, testing: 10_000 } };
  expect(detectionMemory(rn101, more).peak).toBe(peak);
  expect(optimisationBytes(rn101)).toBeLessThan(2 ** 30);
});

it('measures short iterations as they are, and long ones on a smaller one', () => {
  const config = {
    ...optimisationDefaults(224),
    sourcePrompt: 'a',
    targetPrompts: Array.from({ length: 15 }, () => 'b'),
  };
  const tiny = architectureOf({ width: 8, blocks: [1, 1, 1, 1], resolution: 64, embeddingDim: 32 });
  expect(probeOf(tiny, { ...config, cropsPerStep: 2 }).factor).toBe(1);
  const { config: probe, factor } = probeOf(rn50, config);
  expect([probe.targetPrompts.length, probe.imagesPerStep <= probe.cropsPerStep]).toEqual([1, true]);
  expect(stepWork(rn50, probe)).toBeLessThanOrEqual(20e9);
  expect(factor * stepWork(rn50, probe)).toBeCloseTo(stepWork(rn50, config), -6);
});

await describeOnBackends(['cpu', 'wasm'], 'what a tower really takes', () => {
  it('is what was reckoned, within a quarter', async () => {
    const weights = tinyWeights();
    const { architecture } = weights;
    const before = tf.memory().numBytes;
    const tower = createVisualTower(weights);
    expect((tf.memory().numBytes - before) / towerWeightBytes(architecture)).toBeCloseTo(1, 1);
    const image = { width: 96, height: 64 };
    const pixels = testValues([1, image.height, image.width, 3], 1) as tf.Tensor4D;
    const regions = testValues(
      [5, architecture.grid, architecture.grid, architecture.featureChannels],
      2,
    ) as tf.Tensor4D;
    const peakOf = async (work: () => tf.Tensor, input: tf.Tensor) => {
      const rest = tf.memory().numBytes;
      const { peakBytes, result } = await tf.profile(work);
      tf.dispose(result as tf.Tensor);
      return peakBytes - rest + input.size * 4;
    };
    const va = await peakOf(() => tower.res4Features(pixels), pixels);
    const vb = await peakOf(() => tower.res5Features(regions), regions);
    const ratios = [va / vaPeakBytes(architecture, image), vb / vbPeakBytes(architecture, 5)];
    tower.dispose();
    for (const ratio of ratios) {
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.25);
    }
  });

  it('is what was reckoned for a proposal tower, within a quarter', async () => {
    const { detector } = await readDetectorCheckpoint(byteSourceOf(regionclipBytes), {}, oneAxisTexts);
    const tower = createProposalTower(detector.weights);
    const image = { width: 251, height: 187, data: new Uint8Array(251 * 187 * 3) };
    const rest = tf.memory().numBytes;
    const { peakBytes, result } = await tf.profile(() => tower.forward(image));
    tf.dispose(result as tf.Tensor);
    tower.dispose();
    const ratio = (peakBytes - rest) / proposalTowerPeakBytes(proposalTowerOf(detector)!, image);
    expect(ratio).toBeGreaterThan(0.75);
    expect(ratio).toBeLessThan(1.25);
  });
});
