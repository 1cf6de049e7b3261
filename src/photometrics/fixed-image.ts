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

/** An image of 8.8 bits from one of 8 bits. */
export function fixedPixels(data: Uint8Array): Uint16Array {
  const pixels = new Uint16Array(data.length);
  for (let at = 0; at < data.length; at++) pixels[at] = fixedOne * data[at]!;
  return pixels;
}

/** The other way round; ties go up. */
export function fixedBytes(pixels: Uint16Array): Uint8Array {
  const data = new Uint8Array(pixels.length);
  for (let at = 0; at < data.length; at++) data[at] = (pixels[at]! + 128) >> 8;
  return data;
}
