import { cosine, normalise } from '../../math/vector';
import type { ShiftMeasurement, ShiftRequest, StepExplanation, StepRequest } from '../engine';
import { fakeEmbeddingDim, fakeGrid } from './fake-model';
import { fakeTextEmbedding, fakeUnitVector, hashText } from './fake-random';

/** One direction for each condition, the same in every call. */
export function fakeShifts({ conditions, scenes }: ShiftRequest): ShiftMeasurement {
  const { channels } = fakeGrid;
  return {
    scenes,
    shifts: conditions.map((condition) => ({
      condition,
      shift: fakeUnitVector(hashText(condition), channels),
      embeddingShift: fakeUnitVector(hashText(condition), fakeEmbeddingDim),
      reliability: scenes > 1 ? 0.9 : Number.NaN,
    })),
    sourceMean: new Float32Array(channels).fill(0.5),
    sourceDeviation: new Float32Array(channels).fill(0.25),
    policies: [],
    offsets: null,
  };
}

/** Losses that fall by a tenth with each step. */
export function fakeStep({ protocol, sourcePrompt, targetPrompt, state }: StepRequest): StepExplanation {
  const step = state?.steps ?? 0;
  const z = fakeUnitVector(1, fakeEmbeddingDim);
  const direction = normalise(fakeTextEmbedding(`${sourcePrompt} ${targetPrompt}`, fakeEmbeddingDim));
  const zTarget = normalise(z.map((value, d) => value + direction[d]!));
  const terms = (at: number) => ({ cosine: 0.3 * 0.9 ** at, l1: 0.01 * at, total: (0.3 * 0.9 ** at + 0.01 * at) / 2 });
  const c = cosine(z, direction);
  const angle = (Math.atan2(Math.sqrt(1 - c * c), 1 + c) * 180) / Math.PI;
  return {
    step,
    directionLength: 0.5,
    directionCosine: c,
    imageLength: 10,
    targetAngle: angle,
    closedFormAngle: angle,
    z,
    zTarget,
    direction,
    zBefore: z,
    zAfter: zTarget,
    before: terms(step),
    after: terms(step + 1),
    gradientNorm: 0.1,
    gradientMeanShare: protocol === 'code-batchnorm' ? 0 : 0.5,
    updateNorm: 0.01,
    updateMeanShare: 0.5,
    offsetNorm: 0.01 * (step + 1),
    state: { steps: step + 1, offset: new Float32Array(0), adam: {} },
  };
}
