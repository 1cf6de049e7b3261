import { expect, test } from 'vitest';
import { Random } from './random';
import { symmetricEigen } from './symmetric-eigen';

test.each([
  { size: 1, rank: 1 },
  { size: 2, rank: 1 },
  { size: 7, rank: 7 },
  { size: 40, rank: 3 },
  { size: 60, rank: 60 },
])('of a Gram matrix, size $size, rank $rank', ({ size, rank }) => {
  const random = new Random(1);
  const points = Array.from({ length: size }, () => Array.from({ length: rank }, () => random.next() - 0.5));
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, i) => sum + value * b[i]!, 0);
  const rows = points.map((a) => points.map((b) => dot(a, b)));
  const { values, vectors } = symmetricEigen(rows.flat(), size);
  vectors.forEach((vector, k) => {
    rows.forEach((row, i) => expect(dot(row, vector)).toBeCloseTo(values[k]! * vector[i]!, 10));
    vectors.forEach((other, i) => expect(dot(vector, other)).toBeCloseTo(i === k ? 1 : 0, 10));
  });
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
  expect(values[rank] ?? 0).toBeCloseTo(0, 10);
});

test('of diagonal matrices and of zeros', () => {
  expect([...symmetricEigen([2, 0, 0, 0, 5, 0, 0, 0, -1], 3).values]).toEqual([5, 2, -1]);
  expect([...symmetricEigen([0, 0, 0, 0], 2).values]).toEqual([0, 0]);
});
