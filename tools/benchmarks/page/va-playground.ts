import * as tf from '@tensorflow/tfjs-core';
import { createVisualTower } from '../../../src/clip/tower/modified-resnet';
import { benchmarkWeights, modelSizes, noisePixels } from './models';
import type { ModelSize, Prepared } from './side';
import { assertSound } from './start-tensors';

/** Images in one forward pass of V_a. */
export const vaBatch = 8;

/** V_a as the playground runs it. */
export function vaInPlayground(model: ModelSize): Prepared {
  const tower = createVisualTower(benchmarkWeights(model));
  const side = modelSizes[model].resolution;
  const pixels = noisePixels(vaBatch, side);
  let values = new Float32Array();
  return {
    async run() {
      const images = tf.tensor4d(pixels, [vaBatch, side, side, 3]);
      const res4 = tower.res4Features(images);
      values = (await res4.data()) as Float32Array<ArrayBuffer>;
      tf.dispose([images, res4]);
      assertSound();
    },
    output: async () => values,
  };
}
