/** Steps of the 64 coefficients of a block, row by row. */
export type Quantisation = Uint8Array;

/** Annex K of the JPEG standard (ITU T.81). */
const tables = {
  luminance: [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
    87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
    72, 92, 95, 98, 112, 100, 103, 99,
  ],
  chrominance: [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99,
  ],
} as const;

/** A table at a quality from 1 to 100 (libjpeg's `jpeg_quality_scaling` and `jpeg_add_quant_table`). */
export function quantisation(of: keyof typeof tables, quality: number): Quantisation {
  const percent = quality < 50 ? Math.floor(5000 / quality) : 200 - 2 * quality;
  return Uint8Array.from(tables[of], (step) => Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))));
}

/** The cosine transform's matrix as integers, 8192 times its values, so that all sums are exact. */
const one = 8192;
const cosines = Float64Array.from({ length: 64 }, (_, i) => {
  const [u, x] = [i >> 3, i & 7];
  const scale = u === 0 ? Math.SQRT1_2 / 2 : 0.5;
  return Math.floor(one * scale * Math.cos(((2 * x + 1) * u * Math.PI) / 16) + 0.5);
});

const between = new Float64Array(64);

/** A block of 8 × 8 whole numbers from −128 to 127, in place: cosine transform, rounded to steps, and back, rounded to whole numbers. */
export function requantiseBlock(block: Float64Array, table: Quantisation): void {
  multiply(cosines, block, between, false);
  multiply(between, cosines, block, true);
  for (let i = 0; i < 64; i++) {
    const [value, step] = [block[i]!, table[i]!];
    // Ties go away from 0, as libjpeg has it.
    block[i] = Math.sign(value) * step * Math.floor(Math.abs(value) / (one * one * step) + 0.5);
  }
  transposedTimes(cosines, block, between);
  multiply(between, cosines, block, false);
  for (let i = 0; i < 64; i++) block[i] = Math.floor(block[i]! / (one * one) + 0.5);
}

/** a · b, or a · bᵀ, of 8 × 8. */
function multiply(a: Float64Array, b: Float64Array, result: Float64Array, transposed: boolean): void {
  for (let i = 0; i < 8; i++)
    for (let j = 0; j < 8; j++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += a[8 * i + k]! * b[transposed ? 8 * j + k : 8 * k + j]!;
      result[8 * i + j] = sum;
    }
}

/** aᵀ · b of 8 × 8. */
function transposedTimes(a: Float64Array, b: Float64Array, result: Float64Array): void {
  for (let i = 0; i < 8; i++)
    for (let j = 0; j < 8; j++) {
      let sum = 0;
      for (let k = 0; k < 8; k++) sum += a[8 * k + i]! * b[8 * k + j]!;
      result[8 * i + j] = sum;
    }
}
