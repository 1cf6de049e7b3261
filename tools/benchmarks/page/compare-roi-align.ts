import * as tf from '@tensorflow/tfjs-core';
import { gradientsOf } from '../../../src/tensor/gradients';
import { roiAlign } from '../../../src/tensor/kernels/roi-align/roi-align';
import { Random } from '../../../src/math/random';
import type { ModelSize, Prepared } from './side';
import { assertSound } from './start-tensors';
import type { RoiAlignTask } from './roi-align-task';
import { pooledByGathers, pooledByProducts } from './stock-roi-align';

interface TaskSizes {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outputSize: number;
}

/** A training batch of the presets `builtin` and `reference`; the second with one image, as much as a GPU's buffers take at once. */
const sizes: Readonly<Record<ModelSize, TaskSizes>> = {
  builtin: { images: 4, height: 16, width: 16, channels: 256, outputSize: 6 },
  rn50: { images: 1, height: 38, width: 67, channels: 1024, outputSize: 14 },
};

const regions = 256;

/** Pooled regions and the gradient of the features. */
export function roiAlignSide(model: ModelSize, by: 'playground' | 'products' | 'gathers'): Prepared {
  const task = roiAlignTask(sizes[model]);
  const pool = poolOf(task, by);
  const dy = tf.randomNormal(
    [regions, sizes[model].outputSize, sizes[model].outputSize, sizes[model].channels],
    0,
    1,
    'float32',
    5,
  );
  let values = new Float32Array();
  return {
    async run() {
      const gradient = gradientsOf(pool, [task.features], dy)[0]!;
      values = (await gradient.data()) as Float32Array<ArrayBuffer>;
      gradient.dispose();
      assertSound();
    },
    output: async () => values,
  };
}

function poolOf(task: RoiAlignTask, by: 'playground' | 'products' | 'gathers'): (features: tf.Tensor) => tf.Tensor {
  switch (by) {
    case 'playground': {
      const boxes = tf.tensor2d(task.boxes, [regions, 4]);
      const batchIndices = tf.tensor1d(task.batchIndices, 'int32');
      return (features) => roiAlign(features as tf.Tensor4D, boxes, batchIndices, task.options);
    }
    case 'products':
      return pooledByProducts(task);
    case 'gathers':
      return pooledByGathers(task);
    default:
      return by satisfies never;
  }
}

function roiAlignTask({ images, height, width, channels, outputSize }: TaskSizes): RoiAlignTask {
  const random = new Random(6);
  const pixels = [width * 16, height * 16, width * 16, height * 16];
  const boxes = Float32Array.from({ length: regions * 4 }, (_, at) => {
    const corner = at % 4 < 2 ? 0.6 * random.next() : 0.65 + 0.35 * random.next();
    return corner * pixels[at % 4]!;
  });
  return {
    features: tf.randomNormal([images, height, width, channels], 0, 1, 'float32', 4) as tf.Tensor4D,
    boxes,
    batchIndices: Int32Array.from({ length: regions }, (_, region) => Math.floor((region * images) / regions)),
    options: { outputSize, spatialScale: 1 / 16, samplingRatio: 2 },
  };
}
