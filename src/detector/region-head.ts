/**
 * The box head on CLIP's own layer4 (vidit09/domaingen `modeling/roi_head.py`): RoIAlign → layer4 → attention pool for
 * the class embedding, spatial mean for the box deltas. Shapes: R regions, D embedding, K classes, C channels of res5.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/modified-resnet';
import { linear } from '../tensor/linear';
import { roiAlign } from '../tensor/kernels/roi-align/roi-align';
import { createVariable, type NamedWeights } from './parameters';

/** Input pixels per cell of res4. */
export const res4Stride = 16;

const bboxPred = 'roi_heads.box_predictor.bbox_pred';

export interface RegionOutput {
  /** F `[R, D]`, as the attention pool returns them: not normalised. */
  readonly regionEmbeddings: tf.Tensor2D;
  /** `[R, 4 K]`, class-specific, coder weights (10, 10, 5, 5). */
  readonly predBoxDeltas: tf.Tensor2D;
}

export interface RegionHead {
  /**
   * @param res4 `[B, H, W, C / 2]`
   * @param boxes `[R, 4]` in pixels of the network's input
   * @param imageIndices `[R]` int32, row of `res4` that a box belongs to
   */
  forward(res4: tf.Tensor4D, boxes: tf.Tensor2D, imageIndices: tf.Tensor1D): RegionOutput;
  /** By state_dict name, in this project's axis order; layer4 and the attention pool belong to the tower. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  dispose(): void;
}

/** Names and PyTorch shapes of the head's own weights. */
export function regionHeadShapes(res5Channels: number, classCount: number): ReadonlyMap<string, readonly number[]> {
  return new Map<string, readonly number[]>([
    [`${bboxPred}.weight`, [classCount * 4, res5Channels]],
    [`${bboxPred}.bias`, [classCount * 4]],
  ]);
}

/** @throws ModelError `bundle-mismatch` where a weight is missing or of another shape */
export function createRegionHead(
  weights: NamedWeights,
  tower: VisualTower,
  shape: { readonly res5Channels: number; readonly classCount: number; readonly poolerResolution: number },
): RegionHead {
  const variables = new Map<string, tf.Variable>();
  for (const [name, expected] of regionHeadShapes(shape.res5Channels, shape.classCount)) {
    variables.set(name, createVariable(weights, name, expected));
  }
  return {
    variables,
    forward(res4, boxes, imageIndices) {
      const pooled = roiAlign(res4, boxes, imageIndices, {
        outputSize: shape.poolerResolution,
        spatialScale: 1 / res4Stride,
        samplingRatio: 0,
      });
      const res5 = tower.res5Features(pooled);
      return {
        regionEmbeddings: tower.attentionPool(res5),
        predBoxDeltas: linear(
          spatialMean(res5),
          variables.get(`${bboxPred}.weight`) as tf.Tensor2D,
          variables.get(`${bboxPred}.bias`) as tf.Tensor1D,
        ),
      };
    },
    dispose: () => tf.dispose([...variables.values()]),
  };
}

/** `[R, h, w, C]` → `[R, C]`. */
function spatialMean(res5: tf.Tensor4D): tf.Tensor2D {
  return tf.mean(res5, [1, 2]);
}
