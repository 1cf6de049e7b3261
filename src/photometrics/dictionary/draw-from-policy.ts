import type { Random } from '../../math/random';
import type { ImageTransform } from '../image-transform';
import type { Policy } from '../policy';

/** What one image becomes. */
export interface DrawnTransform {
  readonly transform: ImageTransform;
  /** 0 to 1. */
  readonly strength: number;
  /** Of what the transform draws for each pixel. */
  readonly seed: number;
}

/**
 * Draws for an image that is changed: a prompt, uniform; one of its transforms by weight; a strength, uniform from the transform's least to 1. Whether
 * an image is changed is drawn by who calls.
 */
export function drawFromPolicy({ prompts }: Policy, random: Random): DrawnTransform {
  const { transforms } = random.pick(prompts);
  let rest = random.next() * transforms.reduce((sum, { weight }) => sum + weight, 0);
  const drawn = transforms.find(({ weight }) => (rest -= weight) < 0) ?? transforms.at(-1)!;
  return {
    transform: drawn.transform,
    strength: drawn.leastStrength + random.next() * (1 - drawn.leastStrength),
    seed: random.integer(2 ** 32),
  };
}
