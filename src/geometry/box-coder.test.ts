import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeBoxes,
  encodeBoxes,
  maxSizeDelta,
  roiBoxWeights,
  rpnBoxWeights,
  type BoxCoderWeights,
} from './box-coder';

function largestDifference(actual: Float32Array, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));
}

describe('encodeBoxes', () => {
  it('agrees with fact F10', () => {
    const deltas = encodeBoxes(Float32Array.of(10, 20, 50, 100), Float32Array.of(12, 18, 56, 92), rpnBoxWeights);
    expect(largestDifference(deltas, [0.1, -0.0625, 0.0953102, -0.0779615])).toBeLessThan(1e-6);
  });

  it("gives the regression targets of detectron2's loss test (fact F8)", () => {
    const proposals = Float32Array.of(0.8, 1.1, 3.2, 2.8, 2.3, 2.5, 7, 8);
    const deltas = encodeBoxes(proposals, Float32Array.of(1, 1, 3, 3, 2, 2, 6, 6), roiBoxWeights);
    expect(
      largestDifference(deltas, [0, 0.294118, -0.911608, 0.812595, -1.382979, -2.272727, -0.806341, -1.592269]),
    ).toBeLessThan(1e-5);
    expect(deltas.reduce((sum, delta) => sum + Math.abs(delta), 0)).toBeCloseTo(8.072637, 5);
  });

  it('refuses an empty reference', () => {
    expect(() => encodeBoxes(Float32Array.of(1, 1, 1, 2), Float32Array.of(0, 0, 1, 1), rpnBoxWeights)).toThrow(
      /reference box 0 is empty/,
    );
  });
});

describe('decodeBoxes', () => {
  it('agrees with fact F10', () => {
    const boxes = decodeBoxes(Float32Array.of(10, 20, 50, 100), Float32Array.of(1, -2, 0.5, -0.5), roiBoxWeights);
    expect(largestDifference(boxes, [11.896582, 7.806503, 56.103418, 80.193497])).toBeLessThan(1e-5);
  });

  it('limits growth to 1000 pixels from 16 (fact F11)', () => {
    expect(maxSizeDelta).toBe(4.135166556742356);
    const boxes = decodeBoxes(Float32Array.of(0, 0, 16, 16), Float32Array.of(0, 0, 100, 0), roiBoxWeights);
    expect(largestDifference(boxes, [-492, 0, 508, 16])).toBeLessThan(1e-4);
  });

  it('decodes class-specific deltas', () => {
    const references = Float32Array.of(0, 0, 10, 10, 20, 20, 40, 40);
    const deltas = Float32Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0);
    const expected = [0, 0, 10, 10, 10, 0, 20, 10, 20, 40, 40, 60, 20, 20, 40, 40];
    expect([...decodeBoxes(references, deltas, rpnBoxWeights)]).toEqual(expected);
    expect(decodeBoxes(new Float32Array(0), new Float32Array(0), rpnBoxWeights)).toHaveLength(0);
    expect(() => decodeBoxes(references, new Float32Array(12), rpnBoxWeights)).toThrow(RangeError);
  });

  it('restores what was encoded (fact F7)', () => {
    const weights: BoxCoderWeights = [5, 5, 10, 10];
    const coordinate = fc.integer({ min: 0, max: 600 });
    const side = fc.integer({ min: 10, max: 300 });
    const row = fc.tuple(coordinate, coordinate, side, side).map(([x, y, w, h]) => Float32Array.of(x, y, x + w, y + h));
    fc.assert(
      fc.property(row, row, (reference, target) => {
        const restored = decodeBoxes(reference, encodeBoxes(reference, target, weights), weights);
        expect(largestDifference(restored, [...target])).toBeLessThan(2e-3);
      }),
    );
  });
});
