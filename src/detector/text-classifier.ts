import * as tf from '@tensorflow/tfjs-core';

/**
 * Logits of the text classifier: γ · cos(F_r, Q_k) for K classes, and the background, which comes last: a constant 0
 * (vidit09/domaingen `modeling/roi_head.py`; the paper's L_clip-t is the cross entropy of these), or γ times the dot product with an embedding of
 * its own (microsoft/RegionCLIP `modeling/roi_heads/fast_rcnn.py`, whose temperature is 1 / γ).
 * @param regionEmbeddings F `[R, D]`, of any length.
 * @param classEmbeddings Q `[K, D]`, unit length.
 * @param logitScale γ.
 * @param background `[1, D]`, used as it is.
 * @returns `[R, K + 1]`.
 */
export function predClassLogits(
  regionEmbeddings: tf.Tensor2D,
  classEmbeddings: tf.Tensor2D,
  logitScale: number,
  background?: tf.Tensor2D,
): tf.Tensor2D {
  return tf.tidy(() => {
    const regions = unitRows(regionEmbeddings);
    const scores: tf.Tensor2D = tf.matMul(regions, classEmbeddings, false, true);
    const nothing = background ? tf.matMul(regions, background, false, true) : tf.zeros([regions.shape[0], 1]);
    return tf.concat([tf.mul(scores, logitScale), tf.mul(nothing, logitScale)], 1) as tf.Tensor2D;
  });
}

/** Rows divided by their length; a row of zeros stays zero. */
export function unitRows(rows: tf.Tensor2D): tf.Tensor2D {
  const squares = tf.sum(tf.square(rows), 1, true);
  return tf.mul(rows, tf.rsqrt(tf.maximum(squares, 1e-24)));
}
