import { expect, it } from 'vitest';
import { roundHalfEven } from './round-half-even';

it.each([
  // Values of Python’s f'{value:.1f}' and f'{value:.3f}'.
  [10.25, 1, 10.2],
  [10.75, 1, 10.8],
  [0.35, 1, 0.3],
  [2.5, 1, 2.5],
  [2.5, 0, 2],
  [3.5, 0, 4],
  [0.0625, 3, 0.062],
  [0.1875, 3, 0.188],
  [0.9996, 3, 1],
  [-0.25, 1, -0.2],
  [0, 1, 0],
])('%d with %d digits is %d, as Python prints it', (value, digits, expected) => {
  expect(roundHalfEven(value, digits)).toBe(expected);
});
