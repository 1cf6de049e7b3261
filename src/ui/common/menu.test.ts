import { describe, expect, test } from 'vitest';
import { menuPlace, nextMenuItem } from './menu';

describe('a menu stands', () => {
  const size = { width: 1000, height: 800 };

  test('under its button where there is room, and scrolls in what is left', () => {
    expect(menuPlace({ top: 76, bottom: 100, right: 900 }, size)).toEqual({
      inset: '104px 100px auto auto',
      maxHeight: '684px',
    });
  });

  test('above it where there is more room', () => {
    expect(menuPlace({ top: 676, bottom: 700, right: 900 }, size)).toEqual({
      inset: 'auto 100px 128px auto',
      maxHeight: '660px',
    });
  });

  test('under it in a low window where there is no more room above', () => {
    expect(menuPlace({ top: 40, bottom: 64, right: 900 }, { width: 1000, height: 200 }).inset).toBe(
      '68px 100px auto auto',
    );
  });

  test('away from the edge of the window', () => {
    expect(menuPlace({ top: 76, bottom: 100, right: 998 }, size).inset).toBe('104px 8px auto auto');
  });
});

test('the arrow keys go around, and in from outside; letters move nothing', () => {
  const from = (current: number) => (key: string) => nextMenuItem(key, current, 3);
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'a'].map(from(2))).toEqual([0, 1, 0, 2, null]);
  expect(['ArrowDown', 'ArrowUp'].map(from(0))).toEqual([1, 2]);
  expect(['ArrowDown', 'ArrowUp'].map(from(-1))).toEqual([0, 2]);
});
