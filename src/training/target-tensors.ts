import * as tf from '@tensorflow/tfjs-core';
import type { DetectorConfig } from '../method/detector-config';
import type { RegionTargetTensors, RpnTargetTensors } from './losses';
import type { RegionTargets } from './region-targets';
import type { RpnTargets } from './rpn-targets';
import { concatenate } from '../math/concatenate';

/** Uploads the proposal network's targets of B images with A anchors each. */
export function rpnTargetTensors(
  targets: readonly RpnTargets[],
  config: Pick<DetectorConfig, 'rpnBatchSizePerImage'>,
): RpnTargetTensors {
  const anchorCount = targets[0]?.labels.length ?? 0;
  const shape: [number, number] = [targets.length, anchorCount];
  return {
    labels: tf.tensor2d(concatenate(targets.map(({ labels }) => labels)), shape),
    sampled: tf.tensor2d(concatenate(targets.map(({ sampled }) => sampled)), shape),
    deltas: tf.tensor3d(concatenate(targets.map(({ deltas }) => deltas)), [...shape, 4]),
    normaliser: config.rpnBatchSizePerImage * targets.length,
  };
}

/** The sampled regions of all images, in one row list of constant length. */
export interface RegionBatch extends RegionTargetTensors {
  /** `[R, 4]` in pixels of the network's input. */
  readonly boxes: tf.Tensor2D;
  /** `[R]` int32, row of the image batch. */
  readonly imageIndices: tf.Tensor1D;
}

/** Uploads the box head's regions and targets. */
export function regionBatch(targets: readonly RegionTargets[], classCount: number): RegionBatch {
  const perImage = targets[0]?.classIndices.length ?? 0;
  const rows = perImage * targets.length;
  const classes = new Float32Array(rows * (classCount + 1));
  const boxMask = new Float32Array(rows * classCount * 4);
  const deltas = new Float32Array(rows * classCount * 4);
  targets.forEach((target, image) => {
    for (let i = 0; i < target.count; i++) {
      const row = image * perImage + i;
      const classIndex = target.classIndices[i]!;
      classes[row * (classCount + 1) + classIndex] = 1;
      if (classIndex === classCount) continue;
      const slot = (row * classCount + classIndex) * 4;
      boxMask.fill(1, slot, slot + 4);
      deltas.set(target.deltas.subarray(i * 4, i * 4 + 4), slot);
    }
  });
  return {
    boxes: tf.tensor2d(concatenate(targets.map(({ boxes }) => boxes)), [rows, 4]),
    imageIndices: tf.tensor1d(
      Int32Array.from({ length: rows }, (_, row) => Math.floor(row / perImage)),
      'int32',
    ),
    classes: tf.tensor2d(classes, [rows, classCount + 1]),
    boxMask: tf.tensor2d(boxMask, [rows, classCount * 4]),
    deltas: tf.tensor2d(deltas, [rows, classCount * 4]),
    regionCount: Math.max(
      1,
      targets.reduce((total, { count }) => total + count, 0),
    ),
  };
}
