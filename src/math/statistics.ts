/** Arithmetic mean; NaN of nothing. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Variance in two passes; divides by `length - ddof`: 0 for the population, 1 for the unbiased estimate. NaN where that is not positive. */
export function variance(values: ArrayLike<number>, ddof: 0 | 1 = 0): number {
  if (values.length <= ddof) return NaN;
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return sum / (values.length - ddof);
}

/**
 * The value below which a share `q` of the values lies, with linear interpolation (numpy's default method); NaN of nothing.
 * @throws RangeError unless q is in [0, 1].
 */
export function quantile(values: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${q}`);
  if (values.length === 0) return NaN;
  const sorted = Float64Array.from(values).sort();
  const position = q * (sorted.length - 1);
  const below = Math.floor(position);
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return lower === upper ? lower : lower + (upper - lower) * (position - below);
}

/**
 * The smoothing of TensorBoard's scalar charts (`line_chart_v2`, `classicSmoothing`): an exponential moving average, corrected for its start at 0.
 * Values that are not finite pass through and leave the average alone; a constant series passes through exactly.
 * @param weight 0 (none) to 1.
 */
export function smooth(values: ArrayLike<number>, weight: number): Float64Array {
  const result = Float64Array.from(values);
  if (result.every((value) => value === result[0])) return result;
  let average = 0;
  let remaining = 1;
  for (let i = 0; i < result.length; i++) {
    const value = result[i]!;
    if (!Number.isFinite(value)) continue;
    average = average * weight + (1 - weight) * value;
    remaining *= weight;
    result[i] = weight === 1 ? average : average / (1 - remaining);
  }
  return result;
}
