import * as tf from '@tensorflow/tfjs-core';
import { imageEmbeddings, optimisationLoss } from '../../../augmentation/optimisation-loss';
import { protocols } from '../../../method/protocol';
import { createVisualTower, type VisualTower, type VisualTowerOptions } from '../../../clip/tower/modified-resnet';
import type { VisualWeights } from '../../../clip/weights/visual-weights';
import { gradientsOf } from '../../../tensor/gradients';
import { seededTensor } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import type { KernelCheck } from '../kernel-check';
import { seededTower, type TowerSizes } from '../seeded-tower';

const sizes: Readonly<Record<InspectionSize, TowerSizes>> = {
  small: { width: 4, blocks: [1, 1, 1, 1], resolution: 64, embeddingDim: 32 },
  full: { width: 16, blocks: [1, 2, 3, 1], resolution: 96, embeddingDim: 128 },
};

/** Rounding adds up over dozens of layers. */
const tolerance = { relative: 1e-3, ofLargest: 1e-4 };

/** Whole parts of the method: V_a, the attention pool, V_b's gradients, L_opt and its gradient in the offsets. */
export function towerChecks(size: InspectionSize): readonly KernelCheck[] {
  const weights = seededTower(sizes[size]);
  const { resolution, grid, featureChannels, headChannels, embeddingDim } = weights.architecture;
  const batch = size === 'full' ? 3 : 1;
  const features = (seed: number) => tf.relu(seededTensor([batch, grid, grid, featureChannels], seed)) as tf.Tensor4D;
  const named = (name: string) => `${name}: width ${sizes[size].width}, ${resolution} pixels, ${batch} images`;
  const check = (
    name: string,
    options: VisualTowerOptions,
    compute: (tower: VisualTower) => readonly tf.Tensor[],
  ): KernelCheck => ({ name: named(name), tolerance, compute: () => withTower(weights, options, compute) });
  return [
    check('V_a', {}, (tower) => [
      tower.res4Features(seededTensor([batch, resolution, resolution, 3], 1) as tf.Tensor4D),
    ]),
    check('attention pool, gradients of input and weights', { trainable: ['attnpool'] }, (tower) => {
      const run = (x: tf.Tensor) => tower.attentionPool(x as tf.Tensor4D);
      const x = seededTensor([batch, grid / 2, grid / 2, headChannels], 2);
      const dy = seededTensor([batch, embeddingDim], 3);
      return [run(x), ...gradientsOf(run, [x], dy), ...variableGradients(tower, () => run(x), dy)];
    }),
    check('V_b, frozen, gradient of the input', {}, (tower) => {
      const run = (x: tf.Tensor) => tower.imageEmbedding(x as tf.Tensor4D);
      return [run(features(4)), ...gradientsOf(run, [features(4)], seededTensor([batch, embeddingDim], 5))];
    }),
    check('V_b, trained, gradients of the weights', { trainable: ['layer4', 'attnpool'] }, (tower) => {
      const x = features(4);
      return variableGradients(tower, () => tower.imageEmbedding(x), seededTensor([batch, embeddingDim], 5));
    }),
    check('L_opt and its gradient in the offsets', {}, (tower) => {
      const offsets = tf.mul(seededTensor([2, grid, grid, featureChannels], 6), 0.3) as tf.Tensor4D;
      const res5Input = tower.res5Input(features(4));
      const { terms, gradient } = optimisationLoss(
        tower,
        protocols.code,
        { res5Input, imageEmbeddings: imageEmbeddings(tower, res5Input, 1, 64) },
        seededTensor([2, embeddingDim], 7) as tf.Tensor2D,
        offsets,
        64,
      );
      return [terms, gradient];
    }),
  ];
}

function withTower(
  weights: VisualWeights,
  options: VisualTowerOptions,
  compute: (tower: VisualTower) => readonly tf.Tensor[],
): readonly tf.Tensor[] {
  const tower = createVisualTower(weights, options);
  try {
    return compute(tower);
  } finally {
    tower.dispose();
  }
}

function variableGradients(tower: VisualTower, run: () => tf.Tensor, dy: tf.Tensor): readonly tf.Tensor[] {
  return gradientsOf(run, [...tower.variables.values()], dy);
}
