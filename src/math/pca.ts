import { variance } from './statistics';
import { symmetricEigen } from './symmetric-eigen';

/** Principal axes of a set of points in D dimensions. */
export interface PrincipalAxes {
  /** `[D]`, subtracted before projection. */
  readonly mean: Float64Array;
  /** Unit vectors `[D]`, by falling variance; fewer than asked for where the points do not span as many. */
  readonly axes: readonly Float64Array[];
  /** Share of the total variance along each axis, 0 to 1. */
  readonly shares: readonly number[];
}

/**
 * The first principal axes, by the eigenvectors of the N×N Gram matrix of the centred points: exact, and small where N is.
 * The element of largest magnitude of each axis is positive (scikit-learn's `svd_flip` on the components), so that the result is unique.
 *
 * @param points N arrays `[D]`
 * @throws RangeError of no points
 */
export function principalAxes(points: readonly ArrayLike<number>[], count = 3): PrincipalAxes {
  const [first] = points;
  if (first === undefined) throw new RangeError('no points to fit principal axes to');
  const mean = Float64Array.from(
    { length: first.length },
    (_, d) => points.reduce((sum, point) => sum + point[d]!, 0) / points.length,
  );
  const centred = points.map((point) => mean.map((centre, d) => point[d]! - centre));
  const size = points.length;
  const gram = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) gram[i * size + j] = gram[j * size + i] = dot(centred[i]!, centred[j]!);
  }
  const { values, vectors } = symmetricEigen(gram, size);
  const total = centred.reduce((sum, point) => sum + dot(point, point), 0);
  const kept = Array.from(values.subarray(0, count)).filter((value) => value > 1e-12 * total);
  return {
    mean,
    axes: kept.map((_, k) => axis(centred, vectors[k]!)),
    shares: kept.map((value) => value / total),
  };
}

/** Coordinates of a point along the axes. */
export function project({ mean, axes }: PrincipalAxes, point: ArrayLike<number>): number[] {
  return axes.map((direction) => direction.reduce((sum, value, d) => sum + value * (point[d]! - mean[d]!), 0));
}

/** Shares of the total variance of points `[D]` that lie along the axes, 0 to 1; the points may be others than those that were fitted. */
export function varianceShares(fitted: PrincipalAxes, points: readonly ArrayLike<number>[]): readonly number[] {
  const total = totalVariance(points);
  const coordinates = points.map((point) => project(fitted, point));
  return fitted.axes.map((_, k) => variance(coordinates.map((at) => at[k]!)) / (total || 1));
}

/** Sum of the variances of all elements of points `[D]`: their mean squared distance from their mean. */
export function totalVariance(points: readonly ArrayLike<number>[]): number {
  return Array.from(points[0]!).reduce((sum, _, d) => sum + variance(points.map((point) => point[d]!)), 0);
}

function axis(centred: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(centred[0]!.length);
  centred.forEach((point, i) => point.forEach((value, d) => (sum[d]! += weights[i]! * value)));
  const largest = sum.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  const length = Math.sqrt(dot(sum, sum)) * (largest < 0 ? -1 : 1);
  return sum.map((value) => value / length);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, d) => sum + value * b[d]!, 0);
}
