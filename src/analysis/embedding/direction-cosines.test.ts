import { expect, test } from 'vitest';
import { directionCosines } from './direction-cosines';

const source = Float32Array.of(1, 0, 0);

test('text directions are compared in pairs', () => {
  const found = directionCosines(source, [
    Float32Array.of(2, 0, 0),
    Float32Array.of(1, 3, 0),
    Float32Array.of(0, 0, 0),
  ]);
  expect(found?.count).toBe(3);
  expect(found?.values).toEqual([1, 0, -1, 0, 1, 0, -1, 0, 1]);
  expect(found?.mean).toBeCloseTo(-1 / 3, 12);
});

test('a target that means the same as the source has no direction', () => {
  const [far, other] = [Float32Array.of(2, 0, 0), Float32Array.of(1, 1, 0)];
  expect(directionCosines(source, [far, source, other])).toEqual(directionCosines(source, [far, other]));
  expect(directionCosines(source, [far, source])).toBeNull();
});
