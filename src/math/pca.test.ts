import { expect, test } from 'vitest';
import { principalAxes, project } from './pca';
import { Random } from './random';
import { symmetricEigen } from './symmetric-eigen';

test('eigenvalues and vectors of a known matrix', () => {
  const { values, vectors } = symmetricEigen([2, -1, 0, -1, 2, -1, 0, -1, 2], 3);
  [2 + Math.SQRT2, 2, 2 - Math.SQRT2].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 12));
  expect(Math.abs(vectors[1]![0]!)).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[1]![1]).toBeCloseTo(0, 12);
});

test('points on a line have one axis, with the largest element positive', () => {
  const { mean, axes, shares } = principalAxes([
    [1, 1],
    [4, -3],
    [-2, 5],
  ]);
  expect([...mean]).toEqual([1, 1]);
  expect(axes).toHaveLength(1);
  expect(axes[0]![0]).toBeCloseTo(-0.6, 12);
  expect(axes[0]![1]).toBeCloseTo(0.8, 12);
  expect(shares[0]).toBeCloseTo(1, 12);
});

test('axes of many dimensions are orthonormal and keep the variance', () => {
  const random = new Random(3);
  const points = Array.from({ length: 12 }, () =>
    Float64Array.from({ length: 40 }, (_, d) => random.normal() / (1 + d)),
  );
  const all = principalAxes(points, 11);
  expect(all.shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  all.axes.forEach((a, i) =>
    all.axes.forEach((b, j) =>
      expect(a.reduce((sum, value, d) => sum + value * b[d]!, 0)).toBeCloseTo(i === j ? 1 : 0, 10),
    ),
  );
  // As many axes as the points span: distances survive.
  const [p, q] = [project(all, points[0]!), project(all, points[5]!)];
  const distance = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Math.hypot(...Array.from(a, (value, d) => value - b[d]!));
  expect(distance(p, q)).toBeCloseTo(distance(points[0]!, points[5]!), 10);
  expect(
    principalAxes([...points].reverse(), 3).axes[0]!.every((value, d) => Math.abs(value - all.axes[0]![d]!) < 1e-9),
  ).toBe(true);
});

test('equal points have no axis, no points are refused', () => {
  expect(
    principalAxes([
      [1, 2],
      [1, 2],
    ]).axes,
  ).toEqual([]);
  expect(() => principalAxes([])).toThrow(RangeError);
});
