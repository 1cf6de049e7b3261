import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bfloat16ToFloat32,
  float16ToFloat32,
  float16ToNumber,
  float32ToBfloat16,
  float32ToFloat16,
  numberToFloat16,
} from './float16';

describe('float16', () => {
  it.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.996, 0x7bff],
    [65520, 0x7c00],
    [Infinity, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -14 - 2 ** -26, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -25, 0x0000],
    [2 ** -25 * 1.5, 0x0001],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [0.1, 0x2e66],
    [1 / 3, 0x3555],
  ])('%f is %i', (value, half) => {
    expect(numberToFloat16(value)).toBe(half);
  });

  it('restores all 65536 patterns but NaN', () => {
    const patterns = Uint16Array.from({ length: 65536 }, (_, i) => i);
    const values = float16ToFloat32(patterns);
    const again = float32ToFloat16(values);
    const lost = patterns.filter((pattern, i) => again[i] !== pattern);
    expect(lost.every((pattern) => Number.isNaN(float16ToNumber(pattern)))).toBe(true);
    expect(Number.isNaN(float16ToNumber(numberToFloat16(NaN)))).toBe(true);
  });

  it('rounds to the nearest', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const half = numberToFloat16(value);
        const error = Math.abs(float16ToNumber(half) - value);
        const others = [half - 1, half + 1].map((pattern) => float16ToNumber(pattern & 0xffff)).filter(Number.isFinite);
        expect(error).toBeLessThanOrEqual(Math.min(...others.map((other) => Math.abs(other - value))));
      }),
    );
  });
});

describe('bfloat16', () => {
  it('keeps the upper half, ties to even', () => {
    expect([...float32ToBfloat16(Float32Array.of(1, -2, 1 + 2 ** -8, 1 + 3 * 2 ** -8, Infinity))]).toEqual([
      0x3f80, 0xc000, 0x3f80, 0x3f82, 0x7f80,
    ]);
    expect([...bfloat16ToFloat32(Uint16Array.of(0x3f80, 0xc000, 0x7fc0))]).toEqual([1, -2, NaN]);
    expect(bfloat16ToFloat32(float32ToBfloat16(Float32Array.of(NaN)))[0]).toBeNaN();
  });
});
