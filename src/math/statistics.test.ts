import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mean, quantile, smooth, variance } from './statistics';

describe('mean and deviation', () => {
  it('agree with numpy', () => {
    const values = [1, 2, 4, 9];
    expect(mean(values)).toBe(4);
    expect(variance(values)).toBe(9.5);
    expect(Math.sqrt(variance(values, 1))).toBeCloseTo(3.559026084010437, 12);
    expect(mean([])).toBeNaN();
    expect(variance([1], 1)).toBeNaN();
  });
});

describe('quantile', () => {
  it('interpolates as numpy does', () => {
    const expected = [1, 1.75, 3, 7.5, 9];
    [0, 0.25, 0.5, 0.9, 1].forEach((q, i) => expect(quantile([9, 1, 4, 2], q)).toBeCloseTo(expected[i]!, 12));
    expect(quantile([], 0.5)).toBeNaN();
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
  });
});

describe('smooth', () => {
  it('corrects the start', () => {
    expect([...smooth([1, 2, 3], 0.5)]).toEqual([1, (0.25 + 1) / 0.75, (0.125 + 0.5 + 1.5) / 0.875]);
  });

  it('leaves a constant constant, and stays within the values', () => {
    expect([...smooth([0.1, 0.1, 0.1], 0.9)]).toEqual([0.1, 0.1, 0.1]);
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (values, weight) => {
          const low = Math.min(...values) - 1e-9;
          const high = Math.max(...values) + 1e-9;
          for (const value of smooth(values, weight)) expect(value >= low && value <= high).toBe(true);
        },
      ),
    );
  });

  it('does nothing at weight 0 and lets NaN pass', () => {
    expect([...smooth([3, 1, 2], 0)]).toEqual([3, 1, 2]);
    expect([...smooth([1, NaN, 2], 0.5)]).toEqual([1, NaN, (0.25 + 1) / 0.75]);
  });
});
