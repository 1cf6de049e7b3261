import type { RgbImage } from '../geometry/rgb-image';
import type { Random } from '../math/random';

/** Bins of equal pixel change: 240 transforms make twelve of twenty. */
const transformsPerBin = 20;

/** Root of the mean squared difference of two images of one size, as a share of white. */
export function pixelChange(image: RgbImage, changed: RgbImage): number {
  let sum = 0;
  for (let at = 0; at < image.data.length; at++) sum += (image.data[at]! - changed.data[at]!) ** 2;
  return Math.sqrt(sum / image.data.length) / 255;
}

/** Weights that are the same for every transform: the whole family, whatever the prompt says. */
export function uniformWeights(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1 / count);
}

/**
 * The control for what text chose: the same weights, given to random transforms that change pixels as much. Transforms are sorted by their pixel
 * change into bins of twenty, and within each bin the weights change places. So 1 / Σw² is the same, and so is the weight of each bin; what a
 * transform does is left to chance.
 * @param weights `[K]`, of one prompt
 * @param changes pixel change of the same transforms, `[K]`
 * @param random another one for each prompt and seed
 */
export function matchedRandomWeights(
  weights: readonly number[],
  changes: readonly number[],
  random: Random,
): readonly number[] {
  if (weights.length !== changes.length) throw new RangeError(`${weights.length} weights, ${changes.length} changes`);
  const order = changes.map((_, at) => at).sort((a, b) => changes[a]! - changes[b]!);
  const matched = [...weights];
  for (let start = 0; start < order.length; start += transformsPerBin) {
    const bin = order.slice(start, start + transformsPerBin);
    const places = random.shuffle([...bin]);
    for (const [at, from] of bin.entries()) matched[places[at]!] = weights[from]!;
  }
  return matched;
}
