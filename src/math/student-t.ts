/**
 * Student's t distribution with a whole number of degrees of freedom, by the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4.
 */

/** Share of the distribution within ±t, 0 to 1. @param degrees from 1 */
export function studentWithin(t: number, degrees: number): number {
  const angle = Math.atan(Math.abs(t) / Math.sqrt(degrees));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  // Each term is the one before times cos² and a ratio: 2/3, 4/5, … for odd degrees, 1/2, 3/4, … for even ones.
  for (let power = odd ? 3 : 2; power < degrees; power += 2) {
    term *= (cosine * cosine * (power - 1)) / power;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}

/** The t within whose ± a share of the distribution lies. @param share from 0, below 1 */
export function studentBound(share: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (studentWithin(high, degrees) < share) high *= 2;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (studentWithin(middle, degrees) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
