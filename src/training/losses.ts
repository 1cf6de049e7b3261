/**
 * The four losses of L_det = L_rpn + L_reg + L_clip-t (detectron2 `rpn.py`, `fast_rcnn.py`; vidit09/domaingen `roi_head.py`).
 * Every loss has a fixed shape: rows that were not sampled carry weight 0. Box losses are plain L1 (smooth_l1_beta 0).
 * Shapes: B images, A anchors over the whole grid, R regions, K classes.
 */
import * as tf from '@tensorflow/tfjs-core';
import { sumAbs } from '../tensor/abs';

/** What the proposal network should have said. */
export interface RpnTargetTensors {
  /** `[B, A]` 1 object, 0 background. */
  readonly labels: tf.Tensor2D;
  /** `[B, A]` 1 where the anchor was sampled, else 0. */
  readonly sampled: tf.Tensor2D;
  /** `[B, A, 4]`, read only where `labels` and `sampled` are 1. */
  readonly deltas: tf.Tensor3D;
  /** `rpnBatchSizePerImage` × B, whatever was sampled. */
  readonly normaliser: number;
}

/** Σ over sampled anchors of the binary cross entropy with logits / normaliser. */
export function rpnObjectnessLoss(objectnessLogits: tf.Tensor2D, targets: RpnTargetTensors): tf.Scalar {
  return tf.tidy(() => {
    // max(x, 0) − x t + log(1 + e^−|x|), in a form whose gradient is sigmoid(x) − t everywhere.
    const entropy = tf.sub(tf.softplus(objectnessLogits), tf.mul(objectnessLogits, targets.labels));
    return tf.div(tf.sum(tf.mul(entropy, targets.sampled)), targets.normaliser);
  });
}

/** Σ over sampled positive anchors of |predicted − target deltas| / normaliser. */
export function rpnBoxLoss(anchorDeltas: tf.Tensor3D, targets: RpnTargetTensors): tf.Scalar {
  return tf.tidy(() => {
    const positive = tf.expandDims(tf.mul(targets.labels, targets.sampled), 2);
    return tf.div(sumAbs(tf.mul(tf.sub(anchorDeltas, targets.deltas), positive)), targets.normaliser);
  });
}

/** What the box head should have said. */
export interface RegionTargetTensors {
  /** `[R, K + 1]` one-hot, background last; a row of zeros for a region that only fills the batch. */
  readonly classes: tf.Tensor2D;
  /** `[R, 4 K]` 1 in the four places of a foreground region's class, else 0. */
  readonly boxMask: tf.Tensor2D;
  /** `[R, 4 K]`, read only where `boxMask` is 1. */
  readonly deltas: tf.Tensor2D;
  /** Sampled regions, those that fill the batch not counted. */
  readonly regionCount: number;
}

/** L_clip-t, and for a linear classifier Faster R-CNN's own: mean cross entropy of the logits `[R, K + 1]` over all sampled regions. */
export function classificationLoss(predClassLogits: tf.Tensor2D, targets: RegionTargetTensors): tf.Scalar {
  return tf.tidy(() =>
    tf.neg(tf.div(tf.sum(tf.mul(tf.logSoftmax(predClassLogits), targets.classes)), targets.regionCount)),
  );
}

/** Σ over foreground regions of |predicted − target deltas| in the slot of their class / all sampled regions. */
export function boxLoss(predBoxDeltas: tf.Tensor2D, targets: RegionTargetTensors): tf.Scalar {
  return tf.tidy(() =>
    tf.div(sumAbs(tf.mul(tf.sub(predBoxDeltas, targets.deltas), targets.boxMask)), targets.regionCount),
  );
}
