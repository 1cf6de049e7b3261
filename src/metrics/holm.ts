/**
 * Holm's step-down correction (1979): p-values of a family of tests, each raised so that rejecting those below α errs anywhere in the family with a
 * probability of at most α. The k-th smallest of m is multiplied by m − k + 1, is no smaller than the one before, and at most 1.
 * @returns in the order of the tests
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const order = pValues.map((_, at) => at).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = pValues.slice();
  let least = 0;
  order.forEach((test, rank) => {
    least = Math.max(least, Math.min(1, (order.length - rank) * pValues[test]!));
    adjusted[test] = least;
  });
  return adjusted;
}
