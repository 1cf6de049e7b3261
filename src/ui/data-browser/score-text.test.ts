import { expect, test } from 'vitest';
import { scoreText } from './score-text';

test('a score has three digits, and a sign where it is a difference', () => {
  expect(scoreText({ cosine: 0.2314, difference: 0.0419 })).toBe('.231, +.042 to source');
  expect(scoreText({ cosine: -0.05, difference: -0.1 })).toBe('−.050, −.100 to source');
  expect(scoreText({ cosine: 1, difference: null })).toBe('1.000');
});
