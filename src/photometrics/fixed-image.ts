/**
 * Between two operations a value is an integer of 8.8 bits: 256 times the 8-bit value. So every sum is exact, in any order, here and in numpy,
 * and an image passes through unchanged.
 */
export const fixedOne = 256;

/** White. */
export const fixedWhite = 255 * fixedOne;

/** The integer nearest to `value` within black and white; ties go up. */
export function toFixed(value: number): number {
  if (value <= 0) return 0;
  return value >= fixedWhite ? fixedWhite : (value + 0.5) | 0;
}

/** The 8-bit value nearest to a value of 8.8 bits, which may lie outside black and white; ties go up. */
export function toByte(value: number): number {
  if (value <= 0) return 0;
  return value >= fixedWhite ? 255 : (value + 128) >> 8;
}
