import { expect, test } from 'vitest';
import { formatBytes, formatLoss, formatNumberOf, formatSeconds } from './format';

test('seconds', () => {
  expect([0.5, 8, 42, 200, 3900].map(formatSeconds)).toEqual(['0.50 s', '8.0 s', '42 s', '3 min 20 s', '1 h 5 min']);
  expect(formatSeconds(Number.POSITIVE_INFINITY)).toBe('–');
});

test('losses', () => {
  expect([0, 0.25, 0.0000123, 54321].map(formatLoss)).toEqual(['0', '0.2500', '1.23e-5', '5.43e+4']);
  expect(formatLoss(Number.NaN)).toBe('–');
});

test('bytes', () => {
  expect([1200, 4_200_000, 276_000_000, 10_740_000_000].map(formatBytes)).toEqual([
    '1 kB',
    '4.2 MB',
    '276 MB',
    '10.7 GB',
  ]);
});

test('counts with their nouns', () => {
  expect([0, 1, 2, 1200].map((count) => formatNumberOf(count, 'object'))).toEqual([
    '0 objects',
    '1 object',
    '2 objects',
    '1,200 objects',
  ]);
  expect(formatNumberOf(1, 'class', 'classes') + formatNumberOf(0, 'class', 'classes')).toBe('1 class0 classes');
});
