import { describe, expect, it } from 'vitest';
import { cellAnchors, gridAnchors, type AnchorConfig } from './anchors';

const small: AnchorConfig = { sizes: [32, 64], aspectRatios: [0.25, 1, 4], stride: 4 };

function rowsOf(boxes: Float32Array): number[][] {
  return Array.from({ length: boxes.length / 4 }, (_, r) => [...boxes.subarray(r * 4, r * 4 + 4)]);
}

describe('gridAnchors', () => {
  it("agrees with detectron2's test (fact F4)", () => {
    const rows = rowsOf(gridAnchors(small, 1, 2));
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 7)).toEqual([
      [-32, -8, 32, 8],
      [-16, -16, 16, 16],
      [-8, -32, 8, 32],
      [-64, -16, 64, 16],
      [-32, -32, 32, 32],
      [-16, -64, 16, 64],
      [-28, -8, 36, 8],
    ]);
  });

  it('moves the centres by the offset (fact F4)', () => {
    const rows = rowsOf(gridAnchors({ ...small, offset: 0.5 }, 1, 2));
    expect(rows[0]).toEqual([-30, -6, 34, 10]);
    expect(rows[6]).toEqual([-26, -6, 38, 10]);
  });

  it('flattens as (row, column, anchor)', () => {
    const rows = rowsOf(gridAnchors({ sizes: [2], aspectRatios: [1], stride: 16 }, 2, 3));
    expect(rows.map(([x, y]) => [x! + 1, y! + 1])).toEqual([
      [0, 0],
      [16, 0],
      [32, 0],
      [0, 16],
      [16, 16],
      [32, 16],
    ]);
  });
});

describe('cellAnchors', () => {
  it('gives the default anchors of the detector (fact F9)', () => {
    const rows = rowsOf(cellAnchors({ sizes: [32, 64, 128, 256, 512], aspectRatios: [0.5, 1, 2] }));
    expect(rows).toHaveLength(15);
    const expected: [number, number[]][] = [
      [0, [-22.6274, -11.3137, 22.6274, 11.3137]],
      [1, [-16, -16, 16, 16]],
      [2, [-11.3137, -22.6274, 11.3137, 22.6274]],
      [12, [-362.0387, -181.0193, 362.0387, 181.0193]],
      [13, [-256, -256, 256, 256]],
    ];
    for (const [row, values] of expected) values.forEach((value, i) => expect(rows[row]![i]).toBeCloseTo(value, 4));
  });
});
