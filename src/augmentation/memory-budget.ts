import type { VisualArchitecture } from '../clip/tower/architecture';
import { vaPeakBytes, vbTapeBytes } from '../clip/tower/tower-cost';

/** What the activations of one batch may take; larger batches are no faster on a GPU and do not fit beside a detector. */
export const activationBudgetBytes = 256 * 2 ** 20;

/** (target, crop) pairs whose V_b, with its tape, fits the budget. */
export function pairsAtOnce(architecture: VisualArchitecture): number {
  return Math.max(1, Math.floor(activationBudgetBytes / vbTapeBytes(architecture)));
}

/** Crops whose V_a, which keeps no tape but every block's result, fits the budget. */
export function cropsAtOnce(architecture: VisualArchitecture): number {
  const { resolution } = architecture;
  const bytes = vaPeakBytes(architecture, { width: resolution, height: resolution });
  return Math.max(1, Math.floor(activationBudgetBytes / bytes));
}

/** Crops of that side whose stem and layer1, without a tape, fit the budget. */
export function layer1CropsAtOnce({ width }: Pick<VisualArchitecture, 'width'>, cropSize: number): number {
  const stem = (cropSize / 2) ** 2 * width * 3;
  return Math.max(1, Math.floor(activationBudgetBytes / 4 / stem));
}

/** Crops of that side whose PIN and all of the tower after layer1, with its tape, fit the budget. */
export function styledCropsAtOnce({ width, resolution, blocks }: VisualArchitecture, cropSize: number): number {
  const styled = 5 * (cropSize / 4) ** 2 * 4 * width;
  // A block keeps about three maps of its width and two of its outputs, which are four times as wide; each layer halves the side and doubles the width.
  const layers = blocks.slice(1).reduce((sum, count, layer) => {
    const cells = (resolution / 8 / 2 ** layer) ** 2;
    const planes = 2 * width * 2 ** layer;
    return sum + (count + 1) * cells * planes * 11;
  }, 0);
  return Math.max(1, Math.floor(activationBudgetBytes / 4 / (styled + layers)));
}
