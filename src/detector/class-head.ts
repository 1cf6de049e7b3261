/**
 * From layer4's output to class logits, in the four ways that the paper's ablation combines (Table 6). Shapes: R regions, D embedding,
 * K classes, E channels of res5.
 *
 * | classifier | pooling | logits |
 * | --- | --- | --- |
 * | text | attention | γ · cos(attention pool, Q), background 0 |
 * | text | mean | γ · cos(P · mean + p, Q), background 0; P is learned, because the mean is no vector of the embedding space |
 * | linear | attention, mean | W · pooled + b, with a background row of its own |
 */
import * as tf from '@tensorflow/tfjs-core';
import type { VisualTower } from '../clip/tower/modified-resnet';
import { linear } from '../tensor/linear';
import type { DetectorConfig } from '../method/detector-config';
import { clsScore, projection } from './region-head-shapes';
import { predClassLogits } from './text-classifier';
import { concatenate } from '../math/concatenate';

export interface ClassHead {
  /** `[R, h, w, E]` → `[R, K + 1]`, background last. */
  forward(res5: tf.Tensor4D): tf.Tensor2D;
  dispose(): void;
}

/** @param variables of the box head, by state_dict name; they stay the caller's */
export function createClassHead(
  tower: Pick<VisualTower, 'attentionPool'>,
  { classifier, pooling, logitScale, classes }: DetectorConfig,
  variables: ReadonlyMap<string, tf.Variable>,
  classEmbeddings: readonly Float32Array[],
): ClassHead {
  const layer = (x: tf.Tensor2D, name: string): tf.Tensor2D =>
    linear(x, variables.get(`${name}.weight`) as tf.Tensor2D, variables.get(`${name}.bias`) as tf.Tensor1D);
  const pool = (res5: tf.Tensor4D): tf.Tensor2D =>
    pooling === 'attention' ? tower.attentionPool(res5) : tf.mean(res5, [1, 2]);
  switch (classifier) {
    case 'linear':
      return { forward: (res5) => layer(pool(res5), clsScore), dispose: () => {} };
    case 'text': {
      const dimensions = classEmbeddings[0]?.length ?? 0;
      const embeddings = tf.tensor2d(concatenate(classEmbeddings), [classes.length, dimensions]);
      return {
        forward: (res5) => {
          const pooled = pool(res5);
          const regions = pooling === 'mean' ? layer(pooled, projection) : pooled;
          return predClassLogits(regions, embeddings, logitScale);
        },
        dispose: () => embeddings.dispose(),
      };
    }
    default:
      return classifier satisfies never;
  }
}
