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
  { relative, absolute }: Tolerance,
): ValueComparison {
  if (actual.length !== expected.length)
    throw new Error(`${actual.length} values came where ${expected.length} are expected.`);
  let [worst, difference, largest] = [0, 0, 0];
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i]!, expected[i]!];
    const apart = Math.abs(a - e);
    largest = Math.max(largest, Math.abs(e));
    if (!Number.isFinite(apart)) return { worst: Infinity, difference: Infinity };
    difference = Math.max(difference, apart);
    worst = Math.max(worst, apart / (absolute + relative * Math.abs(e)));
  }
  if (largest === 0) throw new Error('All expected values are zero: nothing can be learned from them.');
  return { worst, difference };
}
