import { expect, test } from 'vitest';
import { interleave, type PairedTimes, speedup, type Timed } from './interleave';

function recorder(name: string, order: string[], seconds: readonly number[]): Timed {
  let at = 0;
  return {
    run: async () => {
      order.push(name);
      return { seconds: seconds[at++]!, cpuSeconds: 0 };
    },
  };
}

test('warm-ups are not counted, and the sides take turns at being first', async () => {
  const order: string[] = [];
  const times = await interleave(
    recorder('a', order, [9, 1, 2, 3]),
    recorder('b', order, [10, 20, 30]),
    { rounds: 3, warmups: 1, otherWarmups: 0 },
    async () => {},
  );
  expect(order.join('')).toBe('aabbaab');
  expect(times.ours.map(({ seconds }) => seconds)).toEqual([1, 2, 3]);
  expect(times.other.map(({ seconds }) => seconds)).toEqual([10, 20, 30]);
});

function paired(ours: readonly number[], other: readonly number[]): PairedTimes {
  const times = (values: readonly number[]) => values.map((seconds) => ({ seconds, cpuSeconds: seconds ** 2 }));
  return { ours: times(ours), other: times(other) };
}

test('the speedup pairs the runs of a round', () => {
  // A machine that is four times slower in the second round changes no ratio.
  const times = paired([1, 4, 1], [2, 8, 3]);
  expect(speedup(times)).toEqual({ median: 2, least: 2, most: 3 });
  expect(speedup(times, 'cpuSeconds')).toEqual({ median: 4, least: 4, most: 9 });
});

test('unequal or missing runs are no measurement', () => {
  expect(() => speedup(paired([1], []))).toThrow(RangeError);
  expect(() => speedup(paired([], []))).toThrow(RangeError);
});
