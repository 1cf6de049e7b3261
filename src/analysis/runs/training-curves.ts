import type { ValidationPoint } from '../../engine/engine';
import { Curve } from '../../runs/records/curve';

/** Mean AP on validation images over the steps after which it was measured, in percent under `column`. */
export function validationCurve(validation: readonly ValidationPoint[], column: string): Curve {
  return Curve.from({
    columns: ['step', column],
    values: [
      Float64Array.from(validation, ({ steps }) => steps),
      Float64Array.from(validation, ({ map50 }) => 100 * map50),
    ],
  });
}

/** The share of steps in which the method changed what the detector saw, 0 to 1; null before the first step. */
export function augmentedShare(curve: Curve): number | null {
  if (curve.length === 0) return null;
  return curve.column('augmented').reduce((sum, value) => sum + value, 0) / curve.length;
}
