import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../tensor/custom-gradient';
import type { Protocol } from '../method/protocol';

/** What augmented embeddings are compared with. T targets (or 1, shared), N crops, D embedding. */
export interface Comparison {
  /** z, unit or raw as the protocol says: `[T | 1, N, D]`. */
  readonly imageEmbeddings: tf.Tensor3D;
  /** z* / ‖z*‖: `[T, N, D]`. */
  readonly targetEmbeddings: tf.Tensor3D;
}

/**
 * z and z* of one step (paper: z*_j = z + (q_j − q_s) / ‖q_j − q_s‖; reference `meta_arch.py` `opt_offsets`, where z is unit first).
 * z* is returned at unit length, because only its cosine is used.
 *
 * @param z as the attention pool returns it, `[T | 1, N, D]`
 * @param directions unit text directions, `[T, D]`
 */
export function comparison(z: tf.Tensor3D, directions: tf.Tensor2D, protocol: Protocol): Comparison {
  return tf.tidy(() => {
    const imageEmbeddings = protocol.embeddings === 'unit' ? unit(z) : tf.clone(z);
    const [targets, dimensions] = directions.shape;
    const translated = tf.add(imageEmbeddings, tf.reshape(directions, [targets, 1, dimensions])) as tf.Tensor3D;
    return { imageEmbeddings, targetEmbeddings: unit(translated) };
  });
}

/**
 * Both terms of L_opt for each target: row j is `[Σ_n D(z*_j, z̄_j), Σ_n |z̄_j − z|]`, the second as a mean over D where the protocol says so.
 * Differentiable in z̄ only, in closed form; sign(0) = 0, so that z̄ = z has no l1 gradient.
 *
 * With u = z̄ / ‖z̄‖ and t = z* / ‖z*‖: ∂D/∂z̄ = −(t − (t·u) u) / ‖z̄‖; for unit embeddings ∂l1/∂z̄ = (s − (s·u) u) / ‖z̄‖ with
 * s = sign(u − z), for raw ones sign(z̄ − z).
 *
 * @param augmented z̄ as the attention pool returns it, `[T, N, D]`
 * @returns `[T, 2]`
 */
export function embeddingTerms(
  augmented: tf.Tensor3D,
  { imageEmbeddings, targetEmbeddings }: Comparison,
  protocol: Protocol,
): tf.Tensor2D {
  const unitLength = protocol.embeddings === 'unit';
  const dimensions = augmented.shape[2];
  const l1Scale = protocol.l1 === 'mean' ? 1 / dimensions : 1;
  return withGradient([augmented], () => {
    const inverse = inverseNorm(augmented);
    const u = tf.mul(augmented, inverse) as tf.Tensor3D;
    const cosine = tf.sum(tf.mul(u, targetEmbeddings), 2, true);
    const difference = tf.sub(unitLength ? u : augmented, imageEmbeddings);
    const distances = tf.sum(tf.squeeze(tf.sub(1, cosine), [2]), 1);
    const l1 = tf.mul(tf.sum(tf.sum(tf.abs(difference), 2), 1), l1Scale);
    return {
      value: tf.stack([distances, l1], 1) as tf.Tensor2D,
      saved: [u, inverse, cosine, tf.mul(tf.sign(difference), l1Scale)],
      gradient: (dy, saved) => {
        const [unitVectors, inverseNorms, cosines, signs] = saved as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor];
        const [dCosine, dL1] = tf.split(tf.reshape(dy, [-1, 1, 2]), 2, 2) as [tf.Tensor, tf.Tensor];
        const towards = tf.mul(tf.sub(tf.mul(unitVectors, cosines), targetEmbeddings), tf.mul(inverseNorms, dCosine));
        const along = tf.mul(signs, dL1);
        if (!unitLength) return tf.add(towards, along);
        const radial = tf.mul(unitVectors, tf.sum(tf.mul(along, unitVectors), 2, true));
        return tf.add(towards, tf.mul(tf.sub(along, radial), inverseNorms));
      },
    };
  });
}

function inverseNorm(x: tf.Tensor3D): tf.Tensor3D {
  return tf.rsqrt(tf.sum(tf.square(x), 2, true));
}

/** Vectors over their length, along the last axis. */
export function unit(x: tf.Tensor3D): tf.Tensor3D {
  return tf.tidy(() => tf.mul(x, inverseNorm(x)) as tf.Tensor3D);
}
