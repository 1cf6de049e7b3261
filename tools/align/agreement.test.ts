import { expect, test } from 'vitest';
import { agreement } from './agreement';

const shifts = new Map([
  ['night-rainy', Float32Array.of(2, 0)],
  ['daytime-foggy', Float32Array.of(0, 3)],
]);

test('each vector against its own shift, one without a condition against all', () => {
  const rain = { condition: 'night-rainy', vector: Float32Array.of(3, 4) };
  const fog = { condition: 'daytime-foggy', vector: Float32Array.of(1, 0) };
  const other = { condition: null, vector: Float32Array.of(-4, 3) };
  expect(agreement([rain], shifts)).toBeCloseTo(0.6, 6);
  expect(agreement([rain, fog], shifts)).toBeCloseTo(0.3, 6);
  expect(agreement([other], shifts)).toBeCloseTo((-0.8 + 0.6) / 2, 6);
});

test('a shift that is missing is named', () => {
  expect(() => agreement([{ condition: 'dusk-rainy', vector: Float32Array.of(1, 0) }], shifts)).toThrow('dusk-rainy');
});
