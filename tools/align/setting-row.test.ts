import { expect, test } from 'vitest';
import { settingLine, settingRow } from './setting-row';

/** Three weathers that share the direction of the third axis; of the offsets the first two point to each other's weather once that is gone. */
const truth = [Float32Array.of(3, 0, 4), Float32Array.of(0, 3, 4), Float32Array.of(-3, -3, 4)];

test('offsets that are the true shifts at twice their length', () => {
  const row = settingRow(
    truth.map((shift) => shift.map((value) => 2 * value)),
    truth,
  );
  // cos of the first two is 16 / 25, of each with the third (16 − 9) / (5 · √34).
  const third = 7 / (5 * Math.sqrt(34));
  expect(row).toMatchObject({ right: 3, judged: 3 });
  expect(row.own).toBeCloseTo(1, 6);
  expect(row.others).toBeCloseTo((0.64 + third + third) / 3, 6);
  expect(row.margin).toBeCloseTo((0.36 + 0.36 + (1 - third)) / 3, 6);
  expect(row.smallestMargin).toBeCloseTo(0.36, 6);
  expect(row.length).toBeCloseTo(2, 6);
  // Without their mean (0, 0, 4) they are (3, 0), (0, 3) and (−3, −3): cosines 0 and −1/√2.
  expect(row.apart.own).toBeCloseTo(1, 6);
  expect(row.apart.margin).toBeCloseTo((1 + 1 + (1 + Math.SQRT1_2)) / 3, 6);
});

test('two offsets that are exchanged are wrong, apart from what they share, too', () => {
  const row = settingRow([truth[1]!, truth[0]!, truth[2]!], truth);
  expect(row).toMatchObject({ right: 1, judged: 3, apart: { right: 1 } });
  expect(row.own).toBeCloseTo((0.64 + 0.64 + 1) / 3, 6);
  expect(row.smallestMargin).toBeCloseTo(-0.36, 6);
  expect(settingLine('swapped', row)).toBe(
    '| swapped | 0.76 | 0.49 | 1 of 3 | 0.01 | -0.36 | 0.33 | 1 of 3 | -0.10 | 1.00 |',
  );
});
