import { expect, it } from 'vitest';
import { memo, memoNewest } from './memo';

it('computes once for each object', () => {
  let times = 0;
  const size = memo((key: { readonly values: readonly number[] }) => (times++, key.values.length));
  const [a, b] = [{ values: [1, 2] }, { values: [1, 2] }];
  expect([size(a), size(b), size(a)]).toEqual([2, 2, 2]);
  expect(times).toBe(2);
});

it('gives the same object as long as the parts stay what they are, and knows the newest only', () => {
  const sum = memoNewest(
    ({ a, b }: { readonly a: number; readonly b: number; readonly other: string }) => [a, b],
    ({ a, b }) => ({ sum: a + b }),
  );
  const first = sum({ a: 1, b: 2, other: 'x' });
  expect(first).toEqual({ sum: 3 });
  expect(sum({ a: 1, b: 2, other: 'y' })).toBe(first);
  expect(sum({ a: 1, b: 3, other: 'y' })).toEqual({ sum: 4 });
  expect(sum({ a: 1, b: 2, other: 'x' })).not.toBe(first);
});
