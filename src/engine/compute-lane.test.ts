import { expect, it } from 'vitest';
import { ComputeLane } from './compute-lane';

const turn = () => new Promise((resolve) => setTimeout(resolve, 1));

it('never interleaves two pieces of work, and outlives failures', async () => {
  const lane = new ComputeLane();
  const log: string[] = [];
  const work = (name: string, fail = false) =>
    lane.run(async () => {
      log.push(`${name} in`);
      await turn();
      log.push(`${name} out`);
      if (fail) throw new Error(name);
    });
  await Promise.allSettled([work('a', true), work('b'), work('c')]);
  expect(log).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
});

it('runs one job at a time', async () => {
  const lane = new ComputeLane();
  const job = lane.job('training', () => false, turn);
  await expect(lane.job('optimisation', () => false, turn)).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringContaining('training') as string,
  });
  await job;
  await lane.job('optimisation', () => false, turn);
});

it('waits for a job that was told to end', async () => {
  const lane = new ComputeLane();
  const log: string[] = [];
  const job = (name: string) => async () => {
    await turn();
    log.push(name);
    if (name === 'first') throw new Error(name);
  };
  const first = lane.job('evaluation', () => true, job('first')).catch(() => undefined);
  await Promise.all([
    first,
    lane.job('training', () => true, job('second')),
    lane.job('optimisation', () => false, job('third')),
  ]);
  expect(log).toEqual(['first', 'second', 'third']);
});
