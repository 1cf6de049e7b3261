import { cosineMatrix } from '../../src/math/alignment';
import { mean } from '../../src/math/statistics';

/** A vector with the condition that it belongs to; null where it belongs to none. */
export interface OfCondition {
  readonly condition: string | null;
  /** `[C]`. */
  readonly vector: Float32Array;
}

/**
 * Mean cosine of added vectors with true shifts: of each with the shift to its own condition, or, where it belongs to none, with the shifts to all.
 * @throws Error where the shift to a condition is missing
 */
export function agreement(added: readonly OfCondition[], shifts: ReadonlyMap<string, Float32Array>): number {
  return mean(
    added.map(({ condition, vector }) => {
      const own = condition === null ? [...shifts.values()] : [shifts.get(condition)];
      if (own.some((shift) => shift === undefined)) throw new Error(`The shift to ${condition} was not measured.`);
      return mean(cosineMatrix([vector], own as readonly Float32Array[])[0]!);
    }),
  );
}
