import { createSceneDataset } from '../../../src/data/scene-dataset';
import { detectorPresets } from '../../../src/method/detector-config';
import { randomClassEmbeddings } from '../../../src/detector/testing';
import { trainingConfig } from '../../../src/method/training-config';
import { presetParameters } from '../../../src/method/training-presets';
import { createTrainer } from '../../../src/training/trainer';
import { benchmarkWeights, modelSizes } from './models';
import type { Prepared } from './side';
import { assertSound } from './start-tensors';

const sceneCount = 8;

/** Steps of the `builtin` preset by the playground's own trainer, on rendered scenes, without augmentation, from random weights. */
export function training(): Prepared {
  const { embeddingDim } = modelSizes.builtin;
  const config = detectorPresets.builtin;
  const images = createSceneDataset({ domain: 'daytime-clear', split: 'train', count: sceneCount });
  const trainer = createTrainer({
    visualWeights: benchmarkWeights('builtin'),
    detectorWeights: null,
    detectorConfig: config,
    classEmbeddings: randomClassEmbeddings(config.classes.length, embeddingDim, 4),
    // Random weights would diverge at the rate of the preset.
    config: { ...trainingConfig(presetParameters('builtin'), 'reference', 'none'), learningRate: 1e-4 },
    images,
    learned: null,
  });
  const losses: number[] = [];
  return {
    async run() {
      losses.push((await trainer.step()).lossTotal);
      assertSound();
    },
    output: async () => Float32Array.from(losses),
  };
}
