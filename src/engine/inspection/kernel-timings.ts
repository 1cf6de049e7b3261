import * as tf from '@tensorflow/tfjs-core';
import { createVisualTower } from '../../clip/tower/modified-resnet';
import { conv2d } from '../../tensor/conv2d';
import { conv2dFrozen, frozenKernel } from '../../tensor/frozen-conv2d';
import { gradientsOf } from '../../tensor/gradients';
import { roiAlign } from '../../tensor/kernels/roi-align/roi-align';
import { seededTensor } from '../../tensor/seeded-tensor';
import { randomBoxes } from './checks/check-pooling';
import type { InspectionSize } from './inspection';
import { rn50Sizes, seededTower, type TowerSizes } from './seeded-tower';
import type { KernelTiming } from './time-kernel';

interface Sizes {
  readonly tower: TowerSizes;
  readonly images: number;
  /** `[B, side, side, channels]` of the convolutions. */
  readonly maps: readonly [batch: number, side: number, channels: number];
  readonly regions: number;
}

/** RN50's on a GPU; on a CPU that plays one, the smallest that still says something. */
const sizes: Readonly<Record<InspectionSize, Sizes>> = {
  full: { tower: rn50Sizes, images: 8, maps: [8, 14, 256], regions: 256 },
  small: {
    tower: { width: 4, blocks: [1, 1, 1, 1], resolution: 64, embeddingDim: 32 },
    images: 1,
    maps: [1, 8, 16],
    regions: 8,
  },
};

/** What the time of optimising, training and detecting is made of. */
export function kernelTimings(size: InspectionSize): readonly KernelTiming[] {
  const { tower, images, maps, regions } = sizes[size];
  const [batch, side, channels] = maps;
  const shape = [batch, side, side, channels] as const;
  return [
    ...([1, 3] as const).map((kernel) => frozenTiming(kernel, shape)),
    filterGradientTiming(shape),
    roiAlignTiming(size === 'full' ? [1, 38, 50, 1024] : [1, 8, 8, 16], size === 'full' ? 14 : 3, regions),
    ...towerTimings(tower, images),
  ];
}

type MapShape = readonly [number, number, number, number];

function frozenTiming(kernel: 1 | 3, shape: MapShape): KernelTiming {
  const channels = shape[3];
  return {
    name: `conv2dFrozen ${kernel}×${kernel} and its input gradient, [${shape.join(', ')}]`,
    prepare: () => {
      const frozen = frozenKernel(seededTensor([kernel, kernel, channels, channels], 2) as tf.Tensor4D);
      const x = tf.keep(seededTensor(shape, 1));
      const run = (x1: tf.Tensor) => conv2dFrozen(x1 as tf.Tensor4D, frozen, { stride: 1, pad: (kernel - 1) / 2 });
      return { run: () => gradientsOf(run, [x])[0]!, dispose: () => (frozen.dispose(), x.dispose()) };
    },
  };
}

function filterGradientTiming(shape: MapShape): KernelTiming {
  const channels = shape[3];
  return {
    name: `conv2d 3×3 and its kernel gradient, [${shape.join(', ')}]`,
    prepare: () => {
      const x = tf.keep(seededTensor(shape, 1) as tf.Tensor4D);
      const kernel = tf.keep(seededTensor([3, 3, channels, channels], 2));
      const run = (k: tf.Tensor) => conv2d(x, k as tf.Tensor4D, { stride: 1, pad: 1 });
      return { run: () => gradientsOf(run, [kernel])[0]!, dispose: () => tf.dispose([x, kernel]) };
    },
  };
}

function roiAlignTiming(shape: MapShape, outputSize: number, regions: number): KernelTiming {
  const [, height, width] = shape;
  return {
    name: `roiAlign and its gradient, [${shape.join(', ')}], ${regions} regions`,
    prepare: () => {
      const features = tf.keep(seededTensor(shape, 1));
      const boxes = tf.keep(tf.tensor2d(randomBoxes(regions, width * 16, height * 16), [regions, 4]));
      const images = tf.keep(tf.zeros([regions], 'int32') as tf.Tensor1D);
      const run = (f: tf.Tensor) => roiAlign(f as tf.Tensor4D, boxes, images, { outputSize, spatialScale: 1 / 16 });
      return { run: () => gradientsOf(run, [features])[0]!, dispose: () => tf.dispose([features, boxes, images]) };
    },
  };
}

function towerTimings(towerSizes: TowerSizes, images: number): readonly KernelTiming[] {
  const { resolution, width } = towerSizes;
  const of = `width ${width}, ${resolution} pixels, ${images} images`;
  return [
    {
      name: `V_a, ${of}`,
      prepare: () => {
        const tower = createVisualTower(seededTower(towerSizes));
        const x = tf.keep(seededTensor([images, resolution, resolution, 3], 1) as tf.Tensor4D);
        return { run: () => tower.res4Features(x), dispose: () => (tower.dispose(), x.dispose()) };
      },
    },
    {
      name: `V_b and its input gradient, ${of}`,
      prepare: () => {
        const tower = createVisualTower(seededTower(towerSizes));
        const { grid, featureChannels } = tower.architecture;
        const x = tf.keep(seededTensor([images, grid, grid, featureChannels], 1));
        const run = (x1: tf.Tensor) => tower.imageEmbedding(x1 as tf.Tensor4D);
        return { run: () => gradientsOf(run, [x])[0]!, dispose: () => (tower.dispose(), x.dispose()) };
      },
    },
  ];
}
