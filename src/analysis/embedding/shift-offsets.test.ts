import { expect, test } from 'vitest';
import { shiftOffsets } from './shift-offsets';

test('shifts become offsets of one position', () => {
  const rows = [
    { prompt: 'night', shift: Float32Array.of(1, 2) },
    { prompt: 'fog', shift: Float32Array.of(3, 4) },
  ];
  const offsets = shiftOffsets('day', rows);
  expect(offsets).toEqual({
    sourcePrompt: 'day',
    targetPrompts: ['night', 'fog'],
    channels: 2,
    height: 1,
    width: 1,
    values: Float32Array.of(1, 2, 3, 4),
  });
});
