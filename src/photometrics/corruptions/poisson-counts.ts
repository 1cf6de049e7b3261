import { levels } from '../normal-levels';

/**
 * For each 8-bit value v and each level i, the quantile of a Poisson distribution of mean v / 255 · photons at (i + ½) / 1024: what ten uniform
 * bits become.
 * @param photons up to a few hundred: the probabilities are added up from that of no photon, e^−mean
 * @returns `[256][1024]`
 */
export function poissonCounts(photons: number): Uint16Array {
  const counts = new Uint16Array(256 * levels);
  for (let value = 0; value < 256; value++) {
    const mean = (value / 255) * photons;
    let probability = Math.exp(-mean);
    let cumulative = probability;
    let count = 0;
    for (let level = 0; level < levels; level++) {
      while (cumulative < (level + 0.5) / levels) {
        count++;
        probability *= mean / count;
        cumulative += probability;
      }
      counts[value * levels + level] = count;
    }
  }
  return counts;
}
