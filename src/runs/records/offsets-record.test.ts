import { expect, it } from 'vitest';
import { poolOffsets } from './offsets-record';

it('pools offsets to means per channel and norms per position', () => {
  const values = Float32Array.of(3, 1, 4, 0, /* second target */ 1, 1, 0, 0);
  const pooled = poolOffsets({
    sourcePrompt: 'a',
    targetPrompts: ['b', 'c'],
    channels: 2,
    height: 1,
    width: 2,
    values,
  });
  expect([...pooled.means]).toEqual([2, 2, 1, 0]);
  expect([...pooled.norms]).toEqual([5, 1, 1, 1]);
});
