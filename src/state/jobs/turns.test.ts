import { expect, test } from 'vitest';
import { LatestTurn } from './latest-turn';
import { WorkLoop } from './work-loop';

test('a turn that begins ends the one before; a cancelled one is the newest still', () => {
  const turns = new LatestTurn();
  const first = turns.begin();
  const second = turns.begin();
  expect([first.signal.aborted, first.isNewest(), second.signal.aborted, second.isNewest()]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(first.signal.reason).toMatchObject({ code: 'cancelled' });
  turns.cancel();
  expect([second.signal.aborted, second.isNewest()]).toEqual([true, true]);
  expect(turns.begin().signal.aborted).toBe(false);
});

test('a loop takes what is asked for meanwhile, one piece after the other, and can begin again after an error', async () => {
  const wanted: string[] = [];
  const done: string[] = [];
  const loop = new WorkLoop(() => {
    const next = wanted.shift();
    if (next === undefined) return null;
    return async () => {
      done.push(`${next} begins`);
      await Promise.resolve();
      if (next === 'bad') throw new Error('bad');
      done.push(`${next} ends`);
    };
  });
  wanted.push('a');
  const running = loop.run();
  wanted.push('b');
  await loop.run();
  await running;
  expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  wanted.push('bad', 'c');
  await expect(loop.run()).rejects.toThrow('bad');
  await loop.run();
  expect(done.slice(4)).toEqual(['bad begins', 'c begins', 'c ends']);
});
