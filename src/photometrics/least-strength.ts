import { dot, normalise } from '../math/vector';
import { mean } from '../math/statistics';

/**
 * By how much CLIP, zero-shot, prefers the target prompt to the source prompt: the mean over images of unit(z) · (q_t − q_s). N images, D embedding.
 * @param embeddings z, `[N][D]`, of any length
 * @param sourceText q_s, unit, `[D]`
 * @param targetText q_t, unit, `[D]`
 */
export function targetPreference(
  embeddings: readonly Float32Array[],
  sourceText: Float32Array,
  targetText: Float32Array,
): number {
  return mean(
    embeddings.map((embedding) => {
      const unit = normalise(embedding);
      return dot(unit, targetText) - dot(unit, sourceText);
    }),
  );
}

/**
 * The least of the strengths at which the target prompt is preferred.
 * @param preferences at the same strengths, see {@link targetPreference}
 * @returns null where it is at none
 */
export function leastStrength(strengths: readonly number[], preferences: readonly number[]): number | null {
  const preferred = strengths.filter((_, at) => preferences[at]! > 0);
  return preferred.length === 0 ? null : Math.min(...preferred);
}
