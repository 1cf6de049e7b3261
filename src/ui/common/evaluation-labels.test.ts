import { expect, test } from 'vitest';
import { domainTitle, formatAp, formatDifference, formatInterval } from './evaluation-labels';

test('numbers of a table of average precision', () => {
  expect([formatAp(0.3694), formatAp(1), formatAp(null)]).toEqual(['36.9', '100.0', '–']);
  expect([0.0204, -0.0204, 0.0004, -0.0004, null].map(formatDifference)).toEqual(['+2.0', '−2.0', '0.0', '0.0', '–']);
  expect(formatInterval({ low: -0.01, high: 0.024 })).toBe('−1.0 to +2.4');
  expect(domainTitle('night-rainy')).toBe('Night rainy');
});
