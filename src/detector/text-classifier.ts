import * as tf from '@tensorflow/tfjs-core';

/**
 * Logits of the text classifier: γ · cos(F_r, Q_k) for K classes, and a constant 0 for the background, which comes last
 * (vidit09/domaingen `modeling/roi_head.py`; the paper's L_clip-t is the cross entropy of these).
 * @param regionEmbeddings F `[R, D]`, of any length.
 * @param classEmbeddings Q `[K, D]`, unit length.
 * @param logitScale γ.
 * @returns `[R, K + 1]`.
 */
export function predClassLogits(
  regionEmbeddings: tf.Tensor2D,
  classEmbeddings: tf.Tensor2D,
  logitScale: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const scores: tf.Tensor2D = tf.matMul(unitRows(regionEmbeddings), classEmbeddings, false, true);
    const background = tf.zeros([regionEmbeddings.shape[0], 1]);
    return tf.concat([tf.mul(scores, logitScale), background], 1) as tf.Tensor2D;
  });
}

/** Rows divided by their length; a row of zeros stays zero. */
function unitRows(rows: tf.Tensor2D): tf.Tensor2D {
  const squares = tf.sum(tf.square(rows), 1, true);
  return tf.mul(rows, tf.rsqrt(tf.maximum(squares, 1e-24)));
}
