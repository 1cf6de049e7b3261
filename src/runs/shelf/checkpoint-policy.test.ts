import { expect, test } from 'vitest';
import { CheckpointClock, checkpointDue } from './checkpoint-policy';

/** Steps after which a run of that many seconds a step gives its checkpoints, each of which takes `cost` seconds. */
async function checkpointsOf(secondsPerStep: number, cost: number, steps: number): Promise<number[]> {
  let now = 0;
  const clock = new CheckpointClock(() => now);
  const given: number[] = [];
  for (let step = 1; step <= steps; step++) {
    now += 1000 * secondsPerStep;
    clock.step();
    if (!clock.due) continue;
    await clock.save(async () => {
      now += 1000 * cost;
    });
    given.push(step);
  }
  return given;
}

test('the first checkpoint comes early, after one step where steps are slow', async () => {
  expect((await checkpointsOf(0.1, 0.01, 100))[0]).toBe(10);
  expect((await checkpointsOf(5, 0.01, 10))[0]).toBe(1);
  expect((await checkpointsOf(600, 4, 3))[0]).toBe(1);
});

test('they are never more than a minute apart, or one step where that takes longer', async () => {
  for (const [secondsPerStep, cost] of [
    [0.02, 0.001],
    [0.5, 10],
    [7, 3],
    [90, 20],
  ] as const) {
    const given = await checkpointsOf(secondsPerStep, cost, 20_000);
    const gaps = given.slice(1).map((step, i) => (step - given[i]!) * secondsPerStep);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(Math.max(60 + secondsPerStep, secondsPerStep));
    expect(gaps.length).toBeGreaterThan(0);
  }
});

test('fast steps pay little for them', async () => {
  // A thousand steps of 10 ms: one after a second, then one every three.
  expect(await checkpointsOf(0.01, 0.001, 1000)).toEqual([100, 400, 700, 1000]);
  const expensive = await checkpointsOf(0.1, 1, 3000);
  expect(expensive.length).toBeLessThanOrEqual(1 + 300 / 30);
});

test('nothing new, nothing to keep', () => {
  expect(checkpointDue({ steps: 0, milliseconds: 1e9, cost: null })).toBe(false);
  expect(checkpointDue({ steps: 1, milliseconds: 999, cost: null })).toBe(false);
  expect(checkpointDue({ steps: 1, milliseconds: 1000, cost: null })).toBe(true);
  expect(checkpointDue({ steps: 1, milliseconds: 2999, cost: 0 })).toBe(false);
  expect(checkpointDue({ steps: 1, milliseconds: 59_999, cost: 60_000 })).toBe(false);
  expect(checkpointDue({ steps: 1, milliseconds: 60_000, cost: 60_000 })).toBe(true);
});
