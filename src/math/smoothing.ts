/**
 * Exponential moving average without the pull of its start at zero, as TensorBoard's charts have it: the running value is divided by 1 − w^n.
 * Values that are not finite pass through and count for nothing; a constant series stays as it is, free of rounding.
 * @param weight of the past, from 0 (nothing is smoothed) to below 1
 * @throws RangeError for a weight outside of that
 */
export function smoothDebiased(values: ArrayLike<number>, weight: number): Float64Array {
  if (!(weight >= 0 && weight < 1)) throw new RangeError(`a smoothing weight lies in [0, 1), not at ${weight}`);
  const smoothed = Float64Array.from(values);
  if (weight === 0 || isConstant(smoothed)) return smoothed;
  let last = 0;
  // w^n, kept by multiplication: a power for each value is slow.
  let decay = 1;
  for (let i = 0; i < smoothed.length; i++) {
    const value = smoothed[i]!;
    if (!Number.isFinite(value)) continue;
    last = last * weight + (1 - weight) * value;
    decay *= weight;
    smoothed[i] = last / (1 - decay);
  }
  return smoothed;
}

function isConstant(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}
