import { expect, it } from 'vitest';
import { add, cosine, cosinesWith, dot, norm, normalise, scale, subtract } from './vector';

const a = Float32Array.of(3, 4);
const b = Float32Array.of(-4, 3);

it('computes', () => {
  expect(dot(a, b)).toBe(0);
  expect(norm(a)).toBe(5);
  expect(normalise(a)).toEqual(Float32Array.of(0.6, 0.8));
  expect(add(a, b)).toEqual(Float32Array.of(-1, 7));
  expect(subtract(a, b)).toEqual(Float32Array.of(7, 1));
  expect(scale(a, 2)).toEqual(Float32Array.of(6, 8));
});

it('gives cosines from −1 to 1', () => {
  expect(cosine(a, a)).toBe(1);
  expect(cosine(a, scale(a, -1))).toBe(-1);
  expect(cosine(a, b)).toBe(0);
  expect(cosine(a, scale(a, 1000))).toBe(1);
});

it('gives the same cosines of many vectors at once', () => {
  const odd = [Float32Array.of(0.1, -0.7), b, new Float32Array(2)];
  for (const other of [a, Float32Array.of(-0.3, 0.9), new Float32Array(2)])
    expect(cosinesWith(odd)(other)).toEqual(odd.map((vector) => cosine(vector, other)));
});

it('refuses what has no answer', () => {
  expect(() => dot(a, Float32Array.of(1))).toThrow('vectors of 2 and 1 elements');
  expect(() => normalise(new Float32Array(2))).toThrow('a vector of length 0 has no direction');
});
