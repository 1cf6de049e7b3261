import type { VisualArchitecture } from '../clip/tower/architecture';
import { towerWeightBytes, towerWork, vaPeakBytes } from '../clip/tower/tower-cost';
import { activationBudgetBytes } from './memory-budget';
import type { OptimisationConfig } from './optimisation-config';

/**
 * Multiply-adds of one iteration: each crop through V_a and V_b, each pair of target and crop through V_b and back. The way back is as long
 * as the way there, because weights are frozen.
 */
export function stepWork(
  architecture: VisualArchitecture,
  { cropsPerStep, targetPrompts, crops }: Pick<OptimisationConfig, 'cropsPerStep' | 'targetPrompts' | 'crops'>,
): number {
  const { va, vb } = towerWork(architecture);
  const count = crops?.length ?? cropsPerStep;
  return count * (va + vb) + count * targetPrompts.length * 2 * vb;
}

/** Bytes that a run takes on the device: the weights, layer4's once more for the way back, and the maps of one chunk of crops or of pairs. */
export function optimisationBytes(architecture: VisualArchitecture): number {
  const [layer1, layer2, layer3] = architecture.blocks;
  const weights = towerWeightBytes(architecture);
  const layer4 = weights - towerWeightBytes({ ...architecture, blocks: [layer1, layer2, layer3, 0] });
  const oneCrop = vaPeakBytes(architecture, { width: architecture.resolution, height: architecture.resolution });
  return weights + layer4 + Math.max(activationBudgetBytes, oneCrop);
}

/** An iteration of so much work shows what a longer one takes: some seconds on a CPU. */
const probeWork = 20e9;

/**
 * A smaller configuration whose iterations stand for those of `config`, and how much longer these take. Where an iteration is short, it is
 * measured as it is.
 */
export function probeOf(
  architecture: VisualArchitecture,
  config: OptimisationConfig,
): { readonly config: OptimisationConfig; readonly factor: number } {
  const whole = stepWork(architecture, config);
  if (whole <= probeWork) return { config, factor: 1 };
  const targetPrompts = config.targetPrompts.slice(0, 1);
  const perCrop = stepWork(architecture, { cropsPerStep: 1, targetPrompts });
  const cropsPerStep = Math.max(1, Math.min(config.cropsPerStep, Math.floor(probeWork / perCrop)));
  const probe = {
    ...config,
    targetPrompts,
    cropsPerStep,
    imagesPerStep: Math.min(config.imagesPerStep, cropsPerStep),
    ...(config.crops ? { crops: config.crops.slice(0, cropsPerStep) } : {}),
  };
  return { config: probe, factor: whole / stepWork(architecture, probe) };
}
