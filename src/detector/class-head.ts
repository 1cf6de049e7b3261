/**
 * From pooled regions to class logits, in the four ways that the paper's ablation combines (Table 6). Shapes: R regions, D embedding,
 * K classes.
 *
 * | classifier | pooling | logits |
 * | --- | --- | --- |
 * | text | attention | γ · cos(attention pool, Q), background 0 |
 * | text | mean | γ · cos(P · mean + p, Q), background 0; P is learned, because the mean is no vector of the embedding space |
 * | linear | attention, mean | W · pooled + b, with a background row of its own |
 *
 * Q is of prompts, or among the weights. There the background has an embedding b, too: its logit is γ · b · v for the unit vector v of a region.
 */
import * as tf from '@tensorflow/tfjs-core';
import { linear } from '../tensor/linear';
import type { DetectorConfig } from '../method/detector-config';
import { clsBgScore, clsScore, projection, testClsScore } from './region-head-shapes';
import { predClassLogits, unitRows } from './text-classifier';
import { concatenate } from '../math/concatenate';

export interface ClassHead {
  /** `[R, E]` after mean or `[R, D]` after attention pooling → `[R, K + 1]`, background last. */
  forward(pooled: tf.Tensor2D): tf.Tensor2D;
  dispose(): void;
}

/** @param variables of the box head, by state_dict name; they stay the caller's */
export function createClassHead(
  config: DetectorConfig,
  variables: ReadonlyMap<string, tf.Variable>,
  classEmbeddings: readonly Float32Array[],
): ClassHead {
  const { classifier, pooling, logitScale } = config;
  const layer = (x: tf.Tensor2D, name: string): tf.Tensor2D =>
    linear(x, variables.get(`${name}.weight`) as tf.Tensor2D, variables.get(`${name}.bias`) as tf.Tensor1D);
  switch (classifier) {
    case 'linear':
      return { forward: (pooled) => layer(pooled, clsScore), dispose: () => {} };
    case 'text': {
      const { classes, background } = textEmbeddings(config, variables, classEmbeddings);
      return {
        forward: (pooled) => {
          const regions = pooling === 'mean' ? layer(pooled, projection) : pooled;
          return predClassLogits(regions, classes, logitScale, background);
        },
        dispose: () => tf.dispose(background === undefined ? [classes] : [classes, background]),
      };
    }
    default:
      return classifier satisfies never;
  }
}

/** What regions are compared with. */
interface TextEmbeddings {
  /** `[K, D]`, unit length. */
  readonly classes: tf.Tensor2D;
  /** `[1, D]`, of its own length; undefined where the background's logit is 0. */
  readonly background: tf.Tensor2D | undefined;
}

function textEmbeddings(
  { classes, classEmbeddings: from }: DetectorConfig,
  variables: ReadonlyMap<string, tf.Variable>,
  classEmbeddings: readonly Float32Array[],
): TextEmbeddings {
  switch (from) {
    case 'prompts': {
      const dimensions = classEmbeddings[0]?.length ?? 0;
      return {
        classes: tf.tensor2d(concatenate(classEmbeddings), [classes.length, dimensions]),
        background: undefined,
      };
    }
    case 'weights': {
      // Variables stand in this project's axis order, `[D, K]`.
      const rows = (name: string) => tf.transpose(variables.get(`${name}.weight`) as tf.Tensor2D);
      return { classes: tf.tidy(() => unitRows(rows(testClsScore))), background: rows(clsBgScore) };
    }
    default:
      return from satisfies never;
  }
}
