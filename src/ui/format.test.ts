import { expect, test } from 'vitest';
import { formatBytes, formatLoss, formatSeconds } from './format';

test('seconds', () => {
  expect([0.5, 8, 42, 200, 3900].map(formatSeconds)).toEqual(['0.50 s', '8.0 s', '42 s', '3 min 20 s', '1 h 5 min']);
  expect(formatSeconds(Number.POSITIVE_INFINITY)).toBe('–');
});

test('losses', () => {
  expect([0, 0.25, 0.0000123, 54321].map(formatLoss)).toEqual(['0', '0.2500', '1.23e-5', '5.43e+4']);
  expect(formatLoss(Number.NaN)).toBe('–');
});

test('bytes', () => {
  expect([1200, 4_200_000, 10_740_000_000].map(formatBytes)).toEqual(['1 kB', '4.2 MB', '10.7 GB']);
});
