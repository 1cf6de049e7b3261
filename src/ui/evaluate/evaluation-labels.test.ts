import { expect, test } from 'vitest';
import {
  domainTitle,
  falseAlarmText,
  formatAp,
  formatDifference,
  formatInterval,
  formatScore,
} from './evaluation-labels';

test('numbers of a table of average precision', () => {
  expect([formatAp(0.3694), formatAp(1), formatAp(null)]).toEqual(['36.9', '100.0', '–']);
  expect([0.0204, -0.0204, 0.0004, -0.0004, null].map(formatDifference)).toEqual(['+2.0', '−2.0', '0.0', '0.0', '–']);
  expect(formatInterval({ low: -0.01, high: 0.024 })).toBe('−1.0 to +2.4');
  expect([0.996, 1, 0.05].map(formatScore)).toEqual(['.99', '.99', '.05']);
  expect([0.31, 0.4999, 0.5].map((iou) => falseAlarmText({ kind: 'loose', iou }, []))).toEqual([
    'IoU .31',
    'IoU .49',
    'IoU .50',
  ]);
  expect(domainTitle('night-rainy')).toBe('Night rainy');
});
