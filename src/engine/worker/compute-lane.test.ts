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
    message: 'The engine is busy: it trains a detector.',
    hint: 'Wait until it ends, or stop it; the detector as it is then is kept, and the training can go on.',
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

it('lets a courtesy compute only when nothing else waits', async () => {
  const lane = new ComputeLane();
  const log: string[] = [];
  const note = (name: string) => async () => {
    await turn();
    log.push(name);
  };
  const estimate = lane.courtesy(new AbortController().signal, async (signal) => {
    await lane.spare(signal, note('estimate 1'));
    await lane.spare(signal, note('estimate 2'));
  });
  const first = lane.run(note('detection 1'));
  await first;
  const second = lane.run(note('detection 2'));
  await Promise.all([estimate, second]);
  expect(log).toEqual(['detection 1', 'detection 2', 'estimate 1', 'estimate 2']);
});

it('ends a courtesy before a job begins', async () => {
  const lane = new ComputeLane();
  const log: string[] = [];
  const estimate = lane.courtesy(new AbortController().signal, async (signal) => {
    try {
      for (let step = 0; step < 100; step++) await lane.spare(signal, turn);
    } finally {
      await lane.run(() => void log.push('estimate gone'));
    }
  });
  await turn();
  const job = lane.job(
    'optimisation',
    () => false,
    async () => void log.push('job'),
  );
  await expect(estimate).rejects.toMatchObject({ code: 'cancelled' });
  await job;
  expect(log).toEqual(['estimate gone', 'job']);
});

it('refuses a courtesy during a job, and ends one whose caller lost interest', async () => {
  const lane = new ComputeLane();
  const job = lane.job('training', () => false, turn);
  await expect(lane.courtesy(new AbortController().signal, turn)).rejects.toMatchObject({ code: 'busy' });
  await job;
  const wanted = new AbortController();
  const estimate = lane.courtesy(wanted.signal, (signal) => lane.spare(signal, turn));
  wanted.abort(new Error('no longer'));
  await expect(estimate).rejects.toThrow('no longer');
});

it('exchanges what jobs stand on only when no courtesy holds any of it', async () => {
  const lane = new ComputeLane();
  let held = false;
  const estimate = lane.courtesy(new AbortController().signal, async (signal) => {
    held = true;
    try {
      for (let step = 0; step < 100; step++) await lane.spare(signal, turn);
    } finally {
      await lane.run(() => {
        held = false;
      });
    }
  });
  await turn();
  expect(await lane.exchange(() => held)).toBe(false);
  await expect(estimate).rejects.toMatchObject({ code: 'cancelled' });
});

it('lets others in where long work pauses, and in their order', async () => {
  const lane = new ComputeLane();
  const log: string[] = [];
  const note = (name: string) =>
    lane.run(async () => {
      log.push(`${name} in`);
      await turn();
      log.push(`${name} out`);
    });
  const long = lane.run(async () => {
    log.push('long in');
    const others = [note('a'), note('b').then(() => note('c'))];
    await lane.letOthersIn();
    log.push('long out');
    return others;
  });
  await Promise.all(await long);
  // What is asked for during a pause waits for the next one, so that the long work comes to its end.
  expect(log).toEqual(['long in', 'a in', 'a out', 'b in', 'b out', 'long out', 'c in', 'c out']);
});

it('goes on after work that fails in a pause', async () => {
  const lane = new ComputeLane();
  const long = lane.run(async () => {
    const failing = lane.run(() => Promise.reject(new Error('broken')));
    const outcome = failing.catch((error: Error) => error.message);
    await lane.letOthersIn();
    return outcome;
  });
  expect(await long).toBe('broken');
  expect(await lane.run(() => 7)).toBe(7);
});
