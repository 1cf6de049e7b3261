import type { Offsets } from '../../augmentation/offsets';
import { fakeGrid } from './fake-model';
import { fakeRandom } from './fake-random';

/** Offsets that grow with the iterations. */
export function fakeOffsets(
  sourcePrompt: string,
  targetPrompts: readonly string[],
  seed: number,
  iterations: number,
): Offsets {
  const { channels, height, width } = fakeGrid;
  const random = fakeRandom(seed);
  const growth = 1 - Math.exp(-iterations / 50);
  const values = Float32Array.from(
    { length: targetPrompts.length * channels * height * width },
    () => growth * (random() - 0.5),
  );
  return { sourcePrompt, targetPrompts, channels, height, width, values };
}
