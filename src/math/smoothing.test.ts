import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smoothDebiased } from './smoothing';

const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const weight = fc.double({ min: 0, max: 0.99, noNaN: true });
const gap = fc.constantFrom(NaN, Infinity, -Infinity);

describe('smoothDebiased', () => {
  it('weights the past as worked out by hand', () => {
    // last = .2, .6 × .2 + .4 × 3 …, each divided by 1 − .6^n.
    const [first, second, third] = smoothDebiased([1, 3, 2], 0.6);
    expect(first).toBeCloseTo(1, 12);
    expect(second).toBeCloseTo((0.24 + 1.2) / (1 - 0.36), 12);
    expect(third).toBeCloseTo((0.6 * 1.44 + 0.8) / (1 - 0.216), 12);
  });

  it('is the mean weighted with powers of the weight', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), weight, (values, w) => {
        const smoothed = smoothDebiased(values, w);
        values.forEach((_, n) => {
          let [sum, total] = [0, 0];
          for (let i = 0; i <= n; i++) {
            sum += w ** (n - i) * values[i]!;
            total += w ** (n - i);
          }
          expect(Math.abs(smoothed[n]! - sum / total)).toBeLessThan(1e-6 * (1 + Math.max(...values.map(Math.abs))));
        });
      }),
    );
  });

  it('stays between the smallest and the largest value so far', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), weight, (values, w) => {
        smoothDebiased(values, w).forEach((smoothed, n) => {
          const past = values.slice(0, n + 1);
          const slack = 1e-9 * (1 + Math.max(...past.map(Math.abs)));
          expect(smoothed).toBeGreaterThanOrEqual(Math.min(...past) - slack);
          expect(smoothed).toBeLessThanOrEqual(Math.max(...past) + slack);
        });
      }),
    );
  });

  it('leaves a constant series alone, to the bit', () => {
    fc.assert(
      fc.property(value, fc.nat(50), weight, (constant, length, w) => {
        const values = new Float64Array(length).fill(constant);
        expect(smoothDebiased(values, w)).toEqual(values);
      }),
    );
  });

  it('does nothing at weight 0', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        expect(smoothDebiased(values, 0)).toEqual(Float64Array.from(values));
      }),
    );
  });

  it('passes through what is not finite, and goes on as if it had not been there', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(value, gap), { maxLength: 60 }), weight, (values, w) => {
        const smoothed = smoothDebiased(values, w);
        const finite = (list: ArrayLike<number>) => Array.from(list).filter((_, i) => Number.isFinite(values[i]));
        values.forEach((raw, i) => {
          if (!Number.isFinite(raw)) expect(smoothed[i]).toBe(raw);
        });
        const dense = smoothDebiased(finite(values), w);
        finite(smoothed).forEach((kept, i) => expect(kept).toBeCloseTo(dense[i]!, 6));
      }),
    );
  });

  it('refuses other weights', () => {
    for (const wrong of [-0.1, 1, NaN]) expect(() => smoothDebiased([1], wrong)).toThrow(RangeError);
  });
});
