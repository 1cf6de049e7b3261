import { mean, variance } from '../math/statistics';
import { studentBound, studentWithin } from '../math/student-t';
import type { BootstrapInterval } from './bootstrap';

/** What Student's paired t test says of differences, one for each seed. */
export interface PairedT {
  readonly mean: number;
  /** In which the expected difference lies with the given confidence. */
  readonly interval: BootstrapInterval;
  /** Two-sided, of an expected difference of 0. */
  readonly p: number;
}

/** @returns null with fewer than two differences. Where all are equal the interval has no width, and p is 0, or 1 where they are 0. */
export function pairedT(differences: readonly number[], confidence = 0.95): PairedT | null {
  const count = differences.length;
  if (count < 2) return null;
  const centre = mean(differences);
  const error = Math.sqrt(variance(differences, 1) / count);
  const reach = studentBound(confidence, count - 1) * error;
  return {
    mean: centre,
    interval: { low: centre - reach, high: centre + reach },
    p: centre === 0 ? 1 : 1 - studentWithin(centre / error, count - 1),
  };
}
