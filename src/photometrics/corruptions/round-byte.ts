/** The integer from 0 to 255 that is nearest; ties go up. */
export function roundByte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.floor(value + 0.5);
}
