import type { ValidationPoint } from '../../engine/engine';
import { Curve } from '../../runs/records/curve';

/** Columns of {@link validationCurve}. */
export const validationColumns = { source: 'map50', watched: 'watched_map50' } as const;

/** Mean AP on validation images of the source and of a watched domain over the steps after which it was measured, in percent; NaN where it was not. */
export function validationCurve(validation: readonly ValidationPoint[]): Curve {
  return Curve.from({
    columns: ['step', validationColumns.source, validationColumns.watched],
    values: [
      Float64Array.from(validation, ({ steps }) => steps),
      Float64Array.from(validation, ({ map50 }) => 100 * map50),
      Float64Array.from(validation, ({ watchedMap50 = NaN }) => 100 * watchedMap50),
    ],
  });
}

/** The share of steps in which the method changed what the detector saw, 0 to 1; null before the first step. */
export function augmentedShare(curve: Curve): number | null {
  if (curve.length === 0) return null;
  return curve.column('augmented').reduce((sum, value) => sum + value, 0) / curve.length;
}
