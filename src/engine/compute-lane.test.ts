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
  const job = lane.job('training', turn);
  await expect(lane.job('optimisation', turn)).rejects.toMatchObject({
    code: 'busy',
    message: expect.stringContaining('training') as string,
  });
  await job;
  await lane.job('optimisation', turn);
});
