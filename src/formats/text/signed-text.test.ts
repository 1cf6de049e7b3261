import { expect, test } from 'vitest';
import { signedText } from './signed-text';

test.each([
  [0.44, 1, true, '+0.4'],
  [-0.6, 1, true, '−0.6'],
  [-0.04, 1, true, '0.0'],
  [0, 2, true, '0.00'],
  [12.345, 2, false, '12.35'],
  [-3, 0, false, '−3'],
] as const)('%d with %d digits', (value, digits, plus, text) => expect(signedText(value, digits, plus)).toBe(text));
