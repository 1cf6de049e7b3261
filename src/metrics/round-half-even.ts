/**
 * The number that Python's `f'{value:.1f}'` (for `digits` 1) prints: a value that lies exactly in the middle goes to the even digit, where `toFixed` goes
 * away from zero.
 */
export function roundHalfEven(value: number, digits: number): number {
  const printed = Number(value.toFixed(digits));
  // A double lies in the middle of two decimals of d digits where it is an odd multiple of 2^-(d + 1), and nowhere else.
  const halves = value * 2 ** (digits + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return printed;
  const unit = 10 ** digits;
  const last = Math.round(printed * unit);
  return last % 2 === 0 ? printed : (last - Math.sign(value)) / unit;
}
