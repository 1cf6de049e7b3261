/**
 * Largest |a − b| over the largest |b|: how far two computations of the same are apart.
 * @throws RangeError when they differ in length, or hold nothing
 */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length || a.length === 0) {
    throw new RangeError(`The sides do not compute the same: ${a.length} values and ${b.length}.`);
  }
  let difference = 0;
  let size = 0;
  for (let i = 0; i < a.length; i++) {
    // NaN must not pass for agreement.
    difference = Math.max(difference, Math.abs(a[i]! - b[i]!));
    size = Math.max(size, Math.abs(b[i]!));
  }
  return difference / size;
}
