import { cosine, norm, subtract } from '../../math/vector';

/** How alike the text directions q_t − q_s of several target prompts are. */
export interface DirectionCosines {
  /** T, the targets that have a direction. */
  readonly count: number;
  /** `[T * T]` cosines between each pair, in the order of the targets. */
  readonly values: readonly number[];
  /** Over the pairs of different targets. */
  readonly mean: number;
}

/**
 * The cosines between the text directions of target prompts. A target that means the same as the source has no direction and is left out.
 * @param source `[D]` q_s
 * @param targets `[D]` q_t each
 * @returns null where fewer than two targets have a direction
 */
export function directionCosines(source: Float32Array, targets: readonly Float32Array[]): DirectionCosines | null {
  const directions = targets.map((target) => subtract(target, source)).filter((direction) => norm(direction) > 0);
  const count = directions.length;
  if (count < 2) return null;
  const values = directions.flatMap((a) => directions.map((b) => cosine(a, b)));
  const others = values.filter((_, i) => i % (count + 1) !== 0);
  return { count, values, mean: others.reduce((sum, value) => sum + value, 0) / others.length };
}
