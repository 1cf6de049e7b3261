import type { OptimisationState } from '../../augmentation/optimisation';
import type { OptimisationConfig, OptimisationStep } from '../../augmentation/optimisation-config';
import { Random } from '../../math/random';
import type { TrainingStep } from '../../training/step-losses';
import { fakeRandom } from './fake-random';

/** A falling L_opt with some noise; it fits its parts, as the real one does. */
export function fakeOptimisationStep(step: number, targets: number, seed: number): OptimisationStep {
  const random = fakeRandom(seed * 7919 + step);
  const cosine = Float32Array.from({ length: targets }, (_, target) => {
    const floor = 0.12 + 0.05 * target;
    return floor + (0.75 - floor) * Math.exp(-step / (25 + 10 * target)) + 0.02 * random();
  });
  const l1 = Float32Array.from(
    { length: targets },
    () => 0.03 * (1 - Math.exp(-step / 30)) + 0.002 * random() * Math.min(1, step),
  );
  const lossCosine = sum(cosine) / (targets + 1);
  const lossL1 = sum(l1) / (targets + 1);
  return { step, seconds: step * 0.05, lossTotal: lossCosine + lossL1, lossCosine, lossL1, cosine, l1 };
}

/** The state after so many iterations, from which the same curve goes on. */
export function fakeOptimisationState(
  iteration: number,
  { seed, targetPrompts }: OptimisationConfig,
): OptimisationState {
  return {
    iteration,
    seconds: iteration * 0.05,
    offsets: Float32Array.from({ length: targetPrompts.length }, () => iteration),
    adam: { 'm/offsets': Float32Array.from({ length: targetPrompts.length }, () => iteration / 2) },
    random: new Random(seed).state,
  };
}

/** Falling detector losses with some noise. */
export function fakeTrainingStep(step: number, augmented: boolean, learningRate: number, seed: number): TrainingStep {
  const random = fakeRandom(seed * 104729 + step);
  const fall = (from: number, to: number) => to + (from - to) * Math.exp(-step / 40) + 0.05 * from * random();
  const lossRpnObjectness = fall(0.69, 0.1);
  const lossRpnBox = fall(0.2, 0.08);
  const lossClassification = fall(2, 0.3);
  const lossBox = fall(0.3, 0.15);
  return {
    step,
    seconds: step * 0.2,
    lossTotal: lossRpnObjectness + lossRpnBox + lossClassification + lossBox,
    lossRpnObjectness,
    lossRpnBox,
    lossClassification,
    lossBox,
    augmented,
    learningRate,
  };
}

function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}
