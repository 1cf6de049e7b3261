import { expect, test } from 'vitest';
import { lineStyle } from './line-styles';

test('no two of the first 32 lines look alike', () => {
  const looks = Array.from({ length: 32 }, (_, i) => JSON.stringify(lineStyle(i)));
  expect(new Set(looks).size).toBe(32);
});
