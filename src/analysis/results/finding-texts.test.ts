import { expect, test } from 'vitest';
import { falseAlarmText, formatScore } from './finding-texts';

test('scores and overlaps never read as what they are not', () => {
  expect([0.996, 1, 0.05].map(formatScore)).toEqual(['.99', '.99', '.05']);
  expect([0.31, 0.4999, 0.5].map((iou) => falseAlarmText({ kind: 'loose', iou }, []))).toEqual([
    'IoU .31',
    'IoU .49',
    'IoU .50',
  ]);
});
