import { expect, test } from 'vitest';
import { poolOffsets } from '../../runs/records/offsets-record';
import { channelReport, histogram } from './offset-channels';

const offsets = {
  sourcePrompt: 'an image taken during the day',
  targetPrompts: ['a rain night', 'a cat'],
  channels: 4,
  height: 1,
  width: 1,
  values: Float32Array.of(1, -3, 0.5, 0, 2, -6, 1, 0),
};
const explained = { title: 'test', offsets, pooled: poolOffsets(offsets) };
const measured = {
  scenes: 1,
  shifts: [
    {
      condition: 'night-rainy',
      shift: Float32Array.of(2, -2, 1, 0),
      embeddingShift: new Float32Array(2),
      reliability: Number.NaN,
    },
  ],
  sourceMean: Float32Array.of(1, 2, 3, 4),
  sourceDeviation: Float32Array.of(2, 1.5, 0.5, 0),
  policies: [],
  offsets: null,
};

test('strongest channels with the scale and the true shift of the feature', () => {
  const { rows, similarity } = channelReport(explained, measured, 2);
  expect(rows[0]!.strongest).toEqual([
    { channel: 1, value: -3, mean: 2, deviation: 1.5, shift: -2 },
    { channel: 0, value: 1, mean: 1, deviation: 2, shift: 2 },
  ]);
  expect(rows[0]!.relative).toEqual([0.5, -2, 1]);
  expect(rows[0]!.quantiles[0]).toBe(1);
  expect(rows[0]!.quantiles[2]).toBe(2);
  expect(rows[0]!.concentration).toBeCloseTo(9 / 10.25, 6);
  expect(rows[1]!.strongest[0]!.shift).toBeNull();
  expect(similarity[0]![1]).toBeCloseTo(1, 6);
});

test('without a measurement offsets stand as they are', () => {
  const { rows } = channelReport(explained, null, 1);
  expect(rows[0]!.relative).toEqual([1, -3, 0.5, 0]);
  expect(rows[0]!.strongest[0]).toMatchObject({ mean: null, deviation: null, shift: null });
});

test('a histogram keeps what lies outside in its ends', () => {
  expect(histogram([-9, -0.9, 0, 0.1, 9], 1, 4)).toEqual([2, 0, 2, 1]);
});
