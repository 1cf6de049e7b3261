import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimate } from './decimate';

it('keeps the ends, the extremes, the order, and no more than allowed', () => {
  const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(values, fc.integer({ min: 4, max: 60 }), (curve, most) => {
      const kept = decimate(curve, most);
      expect(kept.length).toBeLessThanOrEqual(most);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(curve.length - 1);
      for (let i = 1; i < kept.length; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1]!);
      const drawn = kept.map((i) => curve[i]!);
      expect(Math.min(...drawn)).toBe(Math.min(...curve));
      expect(Math.max(...drawn)).toBe(Math.max(...curve));
    }),
  );
});

it('keeps two points where no more are allowed', () => {
  expect(decimate([1, 5, 2, 0, 3], 2)).toEqual([0, 4]);
});
