import { withoutMean } from '../math/alignment';
import { cosine } from '../math/vector';

/**
 * How well each transform does what a prompt says: cos(f_k − mean_k f_k, Δt). K transforms, D embedding.
 * A transform that moves nothing away from the mean points nowhere and scores 0.
 * @param shifts f_k, `[K][D]`
 * @param textDirection Δt = unit(q_t − q_s), `[D]`, of any positive length
 * @param centred whether the mean of all f_k is taken off first: what every transform of the family does says nothing of one
 */
export function transformScores(
  shifts: readonly Float32Array[],
  textDirection: Float32Array,
  centred = true,
): readonly number[] {
  const directions = centred ? withoutMean(shifts) : shifts;
  return directions.map((direction) => {
    const score = cosine(direction, textDirection);
    return Number.isNaN(score) ? 0 : score;
  });
}

/** 1 / Σw²: how many transforms of equal weight would be as concentrated. Weights sum to 1. */
export function effectiveNumber(weights: readonly number[]): number {
  return 1 / weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/** Halvings of the interval of the sharpness: more than double precision tells apart. */
const halvings = 100;

/** A softmax sharper than this is the maximum: a score better by 1e-6 then weighs e^100 times as much. */
const sharpest = 1e8;

/**
 * Weights ∝ e^(score / τ), with the temperature τ by bisection so that 1 / Σw² is `effective`. It falls as τ does, from the number of scores to the
 * number of those that share the first place; beyond these ends the weights are those of the end.
 * @returns weights that sum to 1
 * @throws RangeError of no scores, or one that is not finite
 */
export function weightsOfEffectiveNumber(scores: readonly number[], effective: number): readonly number[] {
  if (scores.length === 0 || !scores.every(Number.isFinite)) throw new RangeError('weights need finite scores');
  let [low, high] = [0, sharpest];
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (effectiveNumber(softmax(scores, middle)) > effective) low = middle;
    else high = middle;
  }
  return softmax(scores, effective >= scores.length ? 0 : high);
}

/** @param sharpness 1 / τ */
function softmax(scores: readonly number[], sharpness: number): readonly number[] {
  const best = Math.max(...scores);
  const exponentials = scores.map((score) => Math.exp(sharpness * (score - best)));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
