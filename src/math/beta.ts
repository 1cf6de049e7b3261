import type { Random } from './random';

/**
 * A draw from Beta(a, b) by Jöhnk's method (1964), which is fast where neither exceeds 1. It works on logarithms, since powers 1/a of a uniform
 * number underflow for small a.
 * @throws RangeError unless 0 < a, b ≤ 1
 */
export function betaSample(random: Random, a: number, b: number): number {
  if (!(a > 0 && a <= 1 && b > 0 && b <= 1)) throw new RangeError(`Beta(${a}, ${b}) is not drawn here`);
  for (;;) {
    const logX = Math.log(1 - random.next()) / a;
    const logY = Math.log(1 - random.next()) / b;
    const top = Math.max(logX, logY);
    const logSum = top + Math.log(Math.exp(logX - top) + Math.exp(logY - top));
    if (logSum <= 0) return Math.exp(logX - logSum);
  }
}
