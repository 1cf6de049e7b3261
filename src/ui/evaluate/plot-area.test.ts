import { expect, test } from 'vitest';
import { createPlotArea } from './plot-area';

test('the unit square fills the area between the margins, y upwards', () => {
  const area = createPlotArea(138, 132);
  expect(area.place(0, 0)).toEqual([30, 106]);
  expect(area.place(1, 1)).toEqual([130, 6]);
  expect(
    area.line([
      [0, 0],
      [0.5, 1],
    ]),
  ).toBe('M30.0 106.0L80.0 6.0');
});
