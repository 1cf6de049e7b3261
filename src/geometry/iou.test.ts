import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxXYXY } from './box';
import { iou, pairwiseIou } from './iou';

const unit = Float32Array.of(0, 0, 1, 1);
const others = Float32Array.from(
  [
    [0, 0, 1, 1],
    [0, 0, 0.5, 1],
    [0, 0, 1, 0.5],
    [0, 0, 0.5, 0.5],
    [0.5, 0.5, 1, 1],
    [0.5, 0.5, 1.5, 1.5],
  ].flat(),
);

describe('pairwiseIou', () => {
  it('agrees with detectron2 (fact F6)', () => {
    expect([...pairwiseIou(unit, others)]).toEqual([1, 0.5, 0.5, 0.25, 0.25, Math.fround(0.25 / 1.75)]);
  });

  it('lays rows of a out before rows of b', () => {
    const result = pairwiseIou(Float32Array.of(5, 5, 6, 6, 0, 0, 1, 1), others);
    expect([...result.subarray(0, 6)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(result[6]).toBe(1);
  });

  it('gives 0 for empty boxes and for boxes that only touch', () => {
    expect([...pairwiseIou(Float32Array.of(1, 1, 1, 1), unit)]).toEqual([0]);
    expect([...pairwiseIou(Float32Array.of(1, 0, 2, 1), unit)]).toEqual([0]);
    expect(pairwiseIou(new Float32Array(0), unit)).toHaveLength(0);
  });
});

describe('iou', () => {
  const box = fc
    .tuple(
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 0, max: 90 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([x, y, w, h]) => boxXYXY(x, y, x + w, y + h));

  it('is symmetric, at most 1, and 1 only for equal boxes', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(iou(a, b)).toBe(iou(b, a));
        expect(iou(a, b)).toBeLessThanOrEqual(1);
        expect(iou(a, b) === 1).toBe(a.every((value, i) => value === b[i]));
      }),
    );
  });

  it('agrees with the rows', () => {
    fc.assert(
      fc.property(box, box, (a, b) => {
        expect(pairwiseIou(Float32Array.from(a), Float32Array.from(b))[0]).toBe(Math.fround(iou(a, b)));
      }),
    );
  });
});
