import type { Tolerance } from './inspection';

export interface ValueComparison {
  /** Largest |difference| in units of what the tolerance allows. */
  readonly worst: number;
  readonly difference: number;
}

/**
 * Compares element by element; what is no number, and infinity where a number is expected, is infinitely wrong.
 * @throws Error where the lengths differ, or where all that is expected is zero: a kernel that does nothing would pass
 */
export function compareValues(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative, ofLargest }: Tolerance,
): ValueComparison {
  if (actual.length !== expected.length)
    throw new Error(`${actual.length} values came where ${expected.length} are expected.`);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) largest = Math.max(largest, Math.abs(expected[i]!));
  if (largest === 0) throw new Error('All expected values are zero: nothing can be learned from them.');
  let [worst, difference] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    const apart = Math.abs(a - e);
    if (!Number.isFinite(apart)) return { worst: Infinity, difference: Infinity };
    difference = Math.max(difference, apart);
    worst = Math.max(worst, apart / (relative * Math.abs(e) + ofLargest * largest));
  }
  return { worst, difference };
}
