import { budget } from '../reproduce/rows';
import type { TrainingConfig } from '../../src/method/training-config';

/** When the learning rate falls, as shares of the steps: those of the table's 500. */
const drops = budget.training.learningRateDrops.map((step) => step / budget.training.steps);

/** The table's recipe for any number of steps: the warm-up stays as long as it is, the learning rate falls at the same shares. */
export function recipe(steps: number, seed: number): Omit<TrainingConfig, 'method'> {
  return { ...budget.training, steps, learningRateDrops: drops.map((share) => Math.round(steps * share)), seed };
}
