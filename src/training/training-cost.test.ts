import { expect, it } from 'vitest';
import { architectureOf } from '../clip/tower/architecture';
import { towerWork } from '../clip/tower/tower-cost';
import { detectorPresets } from '../method/detector-config';
import { trainingConfig } from '../method/training-config';
import { presetParameters } from '../method/training-presets';
import type { TrainableStage } from '../method/stages';
import { trainingProbe, trainingWork } from './training-cost';

const rn50 = architectureOf({ width: 64, blocks: [3, 4, 6, 3], resolution: 224, embeddingDim: 1024 });
const trainingDefaults = {
  builtin: trainingConfig(presetParameters('builtin'), 'reference', 'additive'),
  reference: trainingConfig(presetParameters('reference'), 'reference', 'additive'),
};
const builtin = architectureOf({ width: 16, blocks: [1, 2, 3, 1], resolution: 96, embeddingDim: 128 });

it('counts regions, images and what is trained', () => {
  const { builtin: detector } = detectorPresets;
  const work = (imagesPerStep: number, trainable: readonly TrainableStage[]) =>
    trainingWork(builtin, detector, { imagesPerStep, trainable });
  expect(work(4, ['layer3', 'layer4', 'attnpool'])).toBe(4 * work(1, ['layer3', 'layer4', 'attnpool']));
  expect(work(1, ['layer4'])).toBeLessThan(work(1, ['layer3', 'layer4', 'attnpool']));
  const twice = { ...detector, boxBatchSizePerImage: 2 * detector.boxBatchSizePerImage };
  const { vb } = towerWork(builtin);
  const config = { imagesPerStep: 1, trainable: trainingDefaults.builtin.trainable };
  expect(trainingWork(builtin, twice, config) - trainingWork(builtin, detector, config)).toBeCloseTo(64 * 3 * vb, -3);
});

it('measures short steps as they are, and long ones on a smaller training', () => {
  expect(trainingProbe(builtin, detectorPresets.builtin, trainingDefaults.builtin).factor).toBe(1);
  const { detectorConfig, config, factor } = trainingProbe(rn50, detectorPresets.reference, trainingDefaults.reference);
  expect(config).toEqual({ ...trainingDefaults.reference, imagesPerStep: 1 });
  expect(detectorConfig).toMatchObject({ imageShortSide: 300, imageMaxSide: 667, boxBatchSizePerImage: 16 });
  const whole = trainingWork(rn50, detectorPresets.reference, trainingDefaults.reference);
  expect(factor * trainingWork(rn50, detectorConfig, config)).toBeCloseTo(whole, -6);
  console.log(
    factor,
    whole / 1e9,
    trainingWork(builtin, detectorPresets.builtin, trainingDefaults.builtin) / 1e9,
    whole / factor / 1e9,
  );
  expect(whole / factor).toBeLessThan(150e9);
});
