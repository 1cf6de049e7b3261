import { expect, test } from 'vitest';
import { cosineText } from './cosine-text';

test('a cosine has a real minus sign, but where it rounds to zero', () => {
  expect([-0.103, 0.389, -0.0044, 0, -0, null, NaN].map((value) => cosineText(value))).toEqual([
    '−0.10',
    '0.39',
    '0.00',
    '0.00',
    '0.00',
    '–',
    '–',
  ]);
  expect([-0.103, -0.0012, -0.0004].map((value) => cosineText(value, 3))).toEqual(['−0.103', '−0.001', '0.000']);
});
