import { expect, test } from 'vitest';
import { yieldToMessages } from './yield';

test('work that yields again and again leaves a turn to everything else each time', async () => {
  let turns = 0;
  const turn = () => {
    turns++;
    others = setImmediate(turn);
  };
  let others = setImmediate(turn);
  for (let yielded = 1; yielded <= 5; yielded++) {
    await yieldToMessages();
    expect(turns).toBe(yielded);
  }
  clearImmediate(others);
});
