import { expect, test } from 'vitest';
import { pooledOffsets } from '../augmentation/pooled-offset';
import { shiftOffsets } from './shift-offsets';

test('shifts become offsets of one position, which pool to themselves', () => {
  const rows = [
    { prompt: 'night', shift: Float32Array.of(1, 2) },
    { prompt: 'fog', shift: Float32Array.of(3, 4) },
  ];
  const offsets = shiftOffsets('day', rows);
  expect(offsets).toMatchObject({ targetPrompts: ['night', 'fog'], channels: 2, height: 1, width: 1 });
  expect(pooledOffsets(offsets)).toEqual(rows.map(({ shift }) => shift));
});
