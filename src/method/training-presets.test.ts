import { expect, test } from 'vitest';
import { fineTunings } from './fine-tuning';
import { modelSize } from './model-size';
import { optimisationDefaults } from './optimisation-presets';
import { settingKeys, settingProblem } from './setting';
import { detectorPresets } from './detector-config';
import { detectorAtSize, trainingConfig } from './training-config';
import { presetParameters, trainingParameters, trainingPresetNames, trainingPresets } from './training-presets';
import { trainingSettings } from './training-settings';

test('the preset “Reference” is the released configuration, for the steps of the paper', () => {
  // vidit09/domaingen: configs/diverse_weather.yaml (BASE_LR, STEPS, WARMUP_ITERS, IMS_PER_BATCH), train.py (torch's SGD over all
  // parameters, no clipping), UNFREEZE, AUG_PROB; RandomFlip of detectron2. The paper, section 4: 100,000 iterations.
  const parameters = presetParameters('reference');
  expect(trainingConfig(parameters, trainingPresets.reference.fineTuning, 'additive')).toEqual({
    steps: 100_000,
    imagesPerStep: 4,
    learningRate: 0.001,
    warmupSteps: 0,
    learningRateDrops: [40_000],
    momentum: 0.9,
    weightDecay: 0.0001,
    gradientClip: null,
    trainable: ['layer3', 'layer4', 'attnpool'],
    clipRateFactor: 1,
    method: 'additive',
    augmentationProbability: 0.5,
    horizontalFlip: 0.5,
    seed: 1,
  });
  expect(trainingPresets.reference.from).toBe('clip');
  // detectron2's drops stand at their steps, however long the training is.
  expect(presetParameters('reference', 200_000)).toMatchObject({ warmupSteps: 0, learningRateDrops: [40_000] });
});

test('the defaults of the public CLIPs are those of the released optimisation', () => {
  // vidit09/domaingen: modeling/meta_arch.py opt_offsets, configs/diverse_weather.yaml.
  expect(optimisationDefaults(224)).toEqual({
    method: 'additive',
    protocol: 'code',
    offsetShape: 'grid',
    l1Weight: 1,
    iterations: 1000,
    learningRate: 0.01,
    cropsPerStep: 60,
    imagesPerStep: 4,
    cropSize: 400,
    imageShortSide: 600,
    seed: 1,
  });
});

test('the preset “Built-in” is what it was when its detectors were recorded', () => {
  const parameters = presetParameters('builtin');
  expect(parameters.scenes).toBe(1200);
  expect(trainingConfig(parameters, trainingPresets.builtin.fineTuning, 'none')).toEqual({
    steps: 500,
    imagesPerStep: 4,
    learningRate: 0.08,
    warmupSteps: 25,
    learningRateDrops: [360, 460],
    momentum: 0.9,
    weightDecay: 0.0001,
    gradientClip: 10,
    trainable: ['layer3', 'layer4', 'attnpool'],
    clipRateFactor: 1,
    method: 'none',
    augmentationProbability: 0.5,
    horizontalFlip: 0.5,
    seed: 1,
  });
});

test('a schedule by shares follows the steps; what is set does not', () => {
  expect(presetParameters('further')).toMatchObject({ warmupSteps: 12, learningRateDrops: [172, 220] });
  expect(presetParameters('further', 6000)).toMatchObject({ warmupSteps: 50, learningRateDrops: [4320, 5520] });
  expect(presetParameters('further', 1)).toMatchObject({ warmupSteps: 0, learningRateDrops: [1, 2] });
  expect(trainingParameters('builtin', { steps: 100, warmupSteps: 7 })).toMatchObject({
    warmupSteps: 7,
    learningRateDrops: [72, 92],
  });
});

test.each(trainingPresetNames)('%s lies within the limits, and its schedule within its steps', (preset) => {
  const parameters = presetParameters(preset);
  for (const key of settingKeys(trainingSettings))
    expect(settingProblem(trainingSettings[key], parameters[key])).toBeNull();
  const { warmupSteps, learningRateDrops, steps } = parameters;
  expect(warmupSteps).toBeLessThan(learningRateDrops[0]!);
  expect(learningRateDrops.at(-1)).toBeLessThan(steps);
  expect(fineTunings[trainingPresets[preset].fineTuning].stages).toContain('attnpool');
});

test.each([
  [96, 'builtin'],
  [199, 'builtin'],
  [200, 'reference'],
  [208, 'reference'],
  [224, 'reference'],
  [384, 'reference'],
] as const)('a model of %d pixels takes the presets of %s', (resolution, size) =>
  expect(modelSize(resolution)).toBe(size),
);

test('images of another size keep the proportion of the longer side’s bound, as detectron2’s ResizeShortestEdge has both', () => {
  const { reference, builtin } = detectorPresets;
  expect(detectorAtSize(reference, { imageShortSide: 300 })).toEqual({
    ...reference,
    imageShortSide: 300,
    // 1333 · 300 / 600 = 666.5, rounded as int(x + 0.5).
    imageMaxSide: 667,
  });
  expect(detectorAtSize(builtin, { imageShortSide: 128 })).toMatchObject({ imageShortSide: 128, imageMaxSide: 256 });
  expect(detectorAtSize(reference, {})).toEqual(reference);
});

test('a training on images as the detector has them says nothing of their size, so that checkpoints of before go on', () => {
  for (const name of trainingPresetNames)
    expect(trainingConfig(presetParameters(name), 'head', 'none')).not.toHaveProperty('imageShortSide');
  const changed = trainingParameters('builtin', { imageShortSide: 128 });
  expect(trainingConfig(changed, 'head', 'none')).toMatchObject({ imageShortSide: 128 });
});
