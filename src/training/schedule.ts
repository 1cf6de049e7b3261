import type { TrainingConfig } from '../method/training-config';

/** Warm-up starts at this share of the learning rate: our choice (detectron2 starts lower; the released configuration has no warm-up). */
const warmupFactor = 0.1;

/** The learning rate of a step, counted from 0: linear warm-up, then a tenth after every drop (detectron2 `WarmupMultiStepLR`). */
export function learningRateAt(
  step: number,
  {
    learningRate,
    warmupSteps,
    learningRateDrops,
  }: Pick<TrainingConfig, 'learningRate' | 'warmupSteps' | 'learningRateDrops'>,
): number {
  const drops = learningRateDrops.filter((drop) => step >= drop).length;
  const warmth = step < warmupSteps ? step / warmupSteps : 1;
  return learningRate * 0.1 ** drops * (warmupFactor + (1 - warmupFactor) * warmth);
}
