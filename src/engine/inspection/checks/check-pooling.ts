import * as tf from '@tensorflow/tfjs-core';
import { avgPool2d } from '../../../tensor/avg-pool';
import { gradientsOf } from '../../../tensor/gradients';
import { roiAlign, type RoiAlignOptions } from '../../../tensor/kernels/roi-align/roi-align';
import { seededTensor, seededValues } from '../../../tensor/seeded-tensor';
import type { InspectionSize } from '../inspection';
import { type KernelCheck, sumTolerance } from '../kernel-check';

const adaptive: RoiAlignOptions = { outputSize: 3, spatialScale: 1 / 8 };

/** Average pooling and RoIAlign, both with their gradients. */
export function poolingChecks(size: InspectionSize): readonly KernelCheck[] {
  const small = [avgPool([2, 7, 5, 3], 2), roiAlignCheck([2, 6, 8, 8], 5, adaptive)];
  if (size === 'small') return small;
  return [
    ...small,
    avgPool([4, 14, 14, 64], 2),
    avgPool([8, 7, 7, 128], 7),
    roiAlignCheck([2, 6, 8, 3], 5, adaptive),
    roiAlignCheck([2, 6, 8, 8], 9, { ...adaptive, samplingRatio: 2 }),
    roiAlignCheck([1, 6, 8, 8], 9, { ...adaptive, aligned: false }),
    roiAlignCheck([2, 38, 50, 64], 128, { outputSize: 14, spatialScale: 1 / 16 }),
  ];
}

function avgPool(shape: readonly [number, number, number, number], k: number): KernelCheck {
  return {
    name: `avgPool2d by ${k}, with gradient: [${shape.join(', ')}]`,
    tolerance: sumTolerance,
    compute: () => {
      const x = seededTensor(shape, 1);
      const run = (x1: tf.Tensor) => avgPool2d(x1 as tf.Tensor4D, k);
      const y = run(x);
      return [y, ...gradientsOf(run, [x], seededTensor(y.shape, 2))];
    },
  };
}

function roiAlignCheck(
  shape: readonly [batch: number, height: number, width: number, channels: number],
  regions: number,
  options: RoiAlignOptions,
): KernelCheck {
  const { outputSize, spatialScale, samplingRatio = 0, aligned = true } = options;
  return {
    name: `roiAlign ${outputSize}×${outputSize}, sampling ${samplingRatio}${aligned ? '' : ', not aligned'}, with gradient: [${shape.join(', ')}], ${regions} regions`,
    tolerance: sumTolerance,
    compute: () => {
      const features = seededTensor(shape, 1);
      const [batch, height, width] = shape;
      const boxes = tf.tensor2d(randomBoxes(regions, width / spatialScale, height / spatialScale), [regions, 4]);
      const images = tf.tensor1d(
        Int32Array.from({ length: regions }, (_, row) => row % batch),
        'int32',
      );
      const run = (f: tf.Tensor) => roiAlign(f as tf.Tensor4D, boxes, images, options);
      const y = run(features);
      return [y, ...gradientsOf(run, [features], seededTensor(y.shape, 3))];
    },
  };
}

/** `[R · 4]`: inside the image, over its border and beyond it. */
export function randomBoxes(regions: number, width: number, height: number): Float32Array {
  const draws = seededValues(regions * 4, 9);
  const boxes = new Float32Array(regions * 4);
  for (let at = 0; at < boxes.length; at += 4) {
    const [x, y, w, h] = [0, 1, 2, 3].map((i) => (draws[at + i]! + 1) / 2) as [number, number, number, number];
    const [left, top] = [(1.2 * x - 0.2) * width, (1.2 * y - 0.2) * height];
    boxes.set([left, top, left + (0.02 + w * 0.6) * width, top + (0.02 + h * 0.6) * height], at);
  }
  return boxes;
}
