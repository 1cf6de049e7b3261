import { expect, test } from 'vitest';
import { alignment, withoutMean, chanceCosine, cosineMatrix } from './alignment';
import { Random } from './random';
import { quantile } from './statistics';
import { cosine } from './vector';

test('cosines of rows with columns', () => {
  const x = Float32Array.of(1, 0);
  const y = Float32Array.of(0, 2);
  expect(cosineMatrix([x, y], [Float32Array.of(3, 4), x])).toEqual([
    [expect.closeTo(0.6, 6), 1],
    [expect.closeTo(0.8, 6), 0],
  ]);
});

test('without their mean, vectors that share most of their direction are told apart', () => {
  const common = Float32Array.of(10, 0, 0);
  const own = [Float32Array.of(10, 1, 0), Float32Array.of(10, -1, 0)];
  const apart = withoutMean(own);
  expect(apart.map((vector) => [...vector])).toEqual([
    [0, 1, 0],
    [0, -1, 0],
  ]);
  expect(cosineMatrix(own, [common])[0]![0]).toBeGreaterThan(0.99);
  expect(cosineMatrix(apart, apart)).toEqual([
    [1, -1],
    [-1, 1],
  ]);
  expect(withoutMean([])).toEqual([]);
});

test('rows are right where their own column is the largest', () => {
  const result = alignment(
    [
      [0.6, 0.2, 0.1],
      [0.5, 0.4, 0.3],
      [0.9, 0.9, 0.9],
    ],
    [0, 1, null],
  );
  expect(result.rows).toEqual([
    { answer: 0, cosine: 0.6, margin: expect.closeTo(0.4, 12) },
    { answer: 1, cosine: 0.4, margin: expect.closeTo(-0.1, 12) },
    null,
  ]);
  expect(result).toMatchObject({ judged: 2, right: 1, meanDiagonal: 0.5 });
  expect(result.meanOffDiagonal).toBeCloseTo(1.1 / 4, 12);
  expect(result.meanMargin).toBeCloseTo(0.15, 12);
});

test('equal cosines are no success', () => {
  expect(alignment([[0.5, 0.5]], [0]).right).toBe(0);
});

test('chance level: closed forms in two and three dimensions, the normal limit in many', () => {
  expect(chanceCosine(2)).toBeCloseTo(Math.sin((0.95 * Math.PI) / 2), 8);
  expect(chanceCosine(3)).toBeCloseTo(0.95, 8);
  expect(chanceCosine(1024)).toBeCloseTo(1.959964 / 32, 3);
});

test('chance level: random directions agree', () => {
  const random = new Random(5);
  const direction = () => Float32Array.from({ length: 24 }, () => random.normal());
  const drawn = Array.from({ length: 4000 }, () => Math.abs(cosine(direction(), direction())));
  expect(quantile(drawn, 0.95)).toBeCloseTo(chanceCosine(24), 1);
});
