/**
 * The box head on CLIP's own layer4 (vidit09/domaingen `modeling/roi_head.py`, microsoft/RegionCLIP `modeling/roi_heads`): RoIAlign → layer4 →
 * the classification and the box deltas that the configuration asks for. Shapes: R regions, D embedding, K classes, E channels of res5.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { linear } from '../tensor/linear';
import { roiAlign } from '../tensor/kernels/roi-align/roi-align';
import { createClassHead } from './class-head';
import type { DetectorConfig } from '../method/detector-config';
import { createVariable, type NamedWeights } from './named-weights';
import { bboxPred, regionHeadShapes } from './region-head-shapes';

/** Input pixels per cell of res4. */
export const res4Stride = 16;

export interface RegionOutput {
  /** `[R, K + 1]`, background last. */
  readonly predClassLogits: tf.Tensor2D;
  /** `[R, 4 K]`, or `[R, 4]` where all classes share one box; coder weights (10, 10, 5, 5). */
  readonly predBoxDeltas: tf.Tensor2D;
}

export interface RegionHead {
  /**
   * @param res4 `[B, H, W, E / 2]`
   * @param boxes `[R, 4]` in pixels of the network's input
   * @param imageIndices `[R]` int32, row of `res4` that a box belongs to
   */
  forward(res4: tf.Tensor4D, boxes: tf.Tensor2D, imageIndices: tf.Tensor1D): RegionOutput;
  /** By state_dict name, in this project's axis order; layer4 and the attention pool belong to the tower. */
  readonly variables: ReadonlyMap<string, tf.Variable>;
  dispose(): void;
}

/**
 * @param classEmbeddings K unit vectors `[D]`, which a text classifier compares with
 * @throws ModelError `bundle-mismatch` where a weight is missing or of another shape
 */
export function createRegionHead(
  weights: NamedWeights,
  tower: VisualTower,
  config: DetectorConfig,
  classEmbeddings: readonly Float32Array[],
): RegionHead {
  const variables = new Map<string, tf.Variable>();
  for (const [name, expected] of regionHeadShapes(tower.architecture, config)) {
    variables.set(name, createVariable(weights, name, expected));
  }
  const classHead = createClassHead(config, variables, classEmbeddings);
  const { pooling, boxPooling } = config;
  return {
    variables,
    forward(res4, boxes, imageIndices) {
      const pooled = roiAlign(res4, boxes, imageIndices, {
        outputSize: config.poolerResolution,
        spatialScale: 1 / res4Stride,
        samplingRatio: 0,
      });
      const res5 = tower.res5Features(pooled);
      const classFeatures = poolRegions(tower, res5, pooling);
      return {
        predClassLogits: classHead.forward(classFeatures),
        predBoxDeltas: linear(
          boxPooling === pooling ? classFeatures : poolRegions(tower, res5, boxPooling),
          variables.get(`${bboxPred}.weight`) as tf.Tensor2D,
          variables.get(`${bboxPred}.bias`) as tf.Tensor1D,
        ),
      };
    },
    dispose: () => {
      tf.dispose([...variables.values()]);
      classHead.dispose();
    },
  };
}

/** `[R, h, w, E]` → `[R, E]` by the spatial mean, `[R, D]` by the attention pool. */
export function poolRegions(
  tower: Pick<VisualTower, 'attentionPool'>,
  res5: tf.Tensor4D,
  kind: DetectorConfig['pooling'],
): tf.Tensor2D {
  switch (kind) {
    case 'mean':
      return tf.mean(res5, [1, 2]);
    case 'attention':
      return tower.attentionPool(res5);
    default:
      return kind satisfies never;
  }
}
