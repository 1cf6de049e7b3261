import type { VisualArchitecture } from '../clip/architecture';

/** What the activations of one batch may take; larger batches are no faster on a GPU and do not fit beside a detector. */
const budgetBytes = 256 * 2 ** 20;

/** (target, crop) pairs whose V_b, with its tape, fits the budget. */
export function pairsAtOnce({ grid, width, headChannels, blocks }: VisualArchitecture): number {
  const fine = grid * grid;
  const coarse = fine / 4;
  const planes = 8 * width;
  const first = 4 * fine * planes + 6 * coarse * headChannels;
  const others = (blocks[3] - 1) * coarse * (3 * planes + 4 * headChannels);
  return Math.max(1, Math.floor(budgetBytes / 4 / (first + others)));
}

/** Crops whose V_a, which keeps no tape, fits the budget: the stem's maps are the largest. */
export function cropsAtOnce({ resolution, width }: VisualArchitecture): number {
  const stem = (resolution / 2) ** 2 * width * 3;
  return Math.max(1, Math.floor(budgetBytes / 4 / stem));
}
