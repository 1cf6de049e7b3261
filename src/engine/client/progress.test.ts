import { expect, it } from 'vitest';
import { ProgressMeter, throttled } from './progress';
import { StepBatcher } from './step-batcher';

it('says how long it will take once two measurements exist', () => {
  let time = 0;
  const meter = new ProgressMeter('Reading', 100, 'images', () => time);
  expect(meter.at(0).secondsLeft).toBeNull();
  time = 1000;
  expect(meter.at(10)).toEqual({
    stage: 'Reading',
    done: 10,
    total: 100,
    unit: 'images',
    perSecond: 10,
    secondsLeft: 9,
  });
  time = 2000;
  const smoothed = meter.at(30).secondsLeft!;
  expect(smoothed).toBeGreaterThan(70 / 20);
  expect(smoothed).toBeLessThan(70 / 10);
  time = 3000;
  expect(meter.at(100).secondsLeft).toBe(0);
});

it('passes on at most once in an interval, and always the last', () => {
  let time = 0;
  const passed: number[] = [];
  const pass = throttled<number>(
    100,
    (value) => passed.push(value),
    () => time,
  );
  pass(1);
  pass(2);
  time = 100;
  pass(3);
  pass(4, true);
  expect(passed).toEqual([1, 3, 4]);
});

it('hands on steps in batches', () => {
  let time = 0;
  const batches: (readonly number[])[] = [];
  const batcher = new StepBatcher<number>(
    (steps) => batches.push(steps),
    50,
    () => time,
  );
  for (let step = 0; step < 10; step++) {
    batcher.add(step);
    time += 20;
  }
  batcher.flush();
  batcher.flush();
  expect(batches).toEqual([[0], [1, 2, 3], [4, 5, 6], [7, 8, 9]]);
});

it('says how long a download takes after its first megabyte, also where it goes on from the middle', () => {
  let time = 0;
  const meter = new ProgressMeter('Downloading', 408_000_000, 'bytes', () => time);
  meter.at(200_000_000);
  time = 1000;
  expect(meter.at(200_500_000)).toMatchObject({ perSecond: 500_000, secondsLeft: null });
  time = 2000;
  expect(meter.at(201_000_000).secondsLeft).toBeCloseTo(207_000_000 / 500_000);
});
