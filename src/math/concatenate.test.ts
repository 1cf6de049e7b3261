import { expect, it } from 'vitest';
import { concatenate } from './concatenate';

it('puts one array after the other', () => {
  expect(concatenate([])).toEqual(new Float32Array());
  expect(concatenate([Float32Array.of(1, 2), new Float32Array(), Float32Array.of(3)])).toEqual(
    Float32Array.of(1, 2, 3),
  );
});
