import * as tf from '@tensorflow/tfjs-core';
import { vbTapeBytes } from '../clip/tower/tower-cost';
import type { VisualArchitecture } from '../clip/tower/architecture';
import type { DetectorModel } from '../detector/detector-model';
import { valueAndGradients } from '../tensor/gradients';
import type { Parts } from '../tensor/parts';
import { boxLoss, classificationLoss } from './losses';
import type { RegionBatch } from './target-tensors';

/** What the box head's losses give back. The tensors are the caller's. */
export type RegionGradients = {
  /** `[2]`: classification and box. */
  readonly losses: tf.Tensor1D;
  /** Of res4 `[B, H, W, C]`. */
  readonly res4: tf.Tensor4D;
  /** Of the variables that the box head uses, by state_dict name. */
  readonly variables: Record<string, tf.Tensor>;
};

/** What the tape of V_b over the regions of one pass may take; on a GPU smaller passes are slower, on wasm larger ones find no room. */
const tapeBudgetBytes = 512 * 2 ** 20;

/** Regions in one pass of the box head, forth and back. */
export function trainingRegionsAtOnce(architecture: VisualArchitecture): number {
  return Math.max(1, Math.floor(tapeBudgetBytes / vbTapeBytes(architecture)));
}

/**
 * L_clip-t and L_reg with their gradients, so many regions at a time: both are sums over regions, so the parts add up, and the memory does
 * not grow with the number of regions.
 *
 * @param res4 features that the gradient is taken with respect to
 * @param atOnce regions in one pass; the result does not depend on it but for rounding
 */
export function* regionGradients(
  model: DetectorModel,
  res4: tf.Tensor4D,
  regions: RegionBatch,
  atOnce: number,
): Parts<RegionGradients> {
  const count = regions.boxes.shape[0];
  let sum: RegionGradients | undefined;
  try {
    for (let from = 0; from < count; from += atOnce) {
      if (sum) yield;
      const former: RegionGradients | undefined = sum;
      sum = tf.tidy(() => {
        const part = partGradients(model, res4, rowsOf(regions, from, Math.min(atOnce, count - from)));
        return former ? added(former, part) : part;
      });
      tf.dispose(former ?? []);
    }
  } catch (error) {
    tf.dispose(sum ?? []);
    throw error;
  }
  if (!sum) throw new Error('A training step needs a region.');
  return sum;
}

function partGradients(model: DetectorModel, res4: tf.Tensor4D, regions: RegionBatch): RegionGradients {
  const variables = [...model.variables];
  // Both losses have the gradient 1 in their sum.
  const { value, gradients } = valueAndGradients(() => {
    const { predClassLogits, predBoxDeltas } = model.regionHead.forward(res4, regions.boxes, regions.imageIndices);
    return tf.stack([classificationLoss(predClassLogits, regions), boxLoss(predBoxDeltas, regions)]);
  }, [res4, ...variables.map(([, variable]) => variable)]);
  const [gradient, ...others] = gradients;
  const used = variables.flatMap(([name], at) => (others[at] ? [[name, others[at]] as const] : []));
  return { losses: value as tf.Tensor1D, res4: gradient as tf.Tensor4D, variables: Object.fromEntries(used) };
}

function added(a: RegionGradients, b: RegionGradients): RegionGradients {
  const variables = Object.entries(b.variables).map(([name, gradient]) => [name, tf.add(a.variables[name]!, gradient)]);
  return {
    losses: tf.add(a.losses, b.losses),
    res4: tf.add(a.res4, b.res4),
    variables: Object.fromEntries(variables) as Record<string, tf.Tensor>,
  };
}

function rowsOf(regions: RegionBatch, from: number, count: number): RegionBatch {
  if (from === 0 && count === regions.boxes.shape[0]) return regions;
  const rows = <T extends tf.Tensor>(x: T): T => tf.slice(x, [from], [count]);
  return {
    boxes: rows(regions.boxes),
    imageIndices: rows(regions.imageIndices),
    classes: rows(regions.classes),
    boxMask: rows(regions.boxMask),
    deltas: rows(regions.deltas),
    regionCount: regions.regionCount,
  };
}
