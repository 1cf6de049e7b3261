import type { OptimisationStep } from '../../augmentation/optimisation-config';
import type { TrainingStep } from '../../training/step-losses';

/** Steps as rows of equal length; one transferable buffer per message instead of many small objects. */
export interface StepRows {
  readonly columns: number;
  readonly values: Float64Array;
}

/** Rows of `step, seconds, total, cosine, l1`, then `cosine_j, l1_j` per target. */
export function encodeOptimisationSteps(steps: readonly OptimisationStep[]): StepRows {
  const targets = steps[0]?.cosine.length ?? 0;
  return encode(steps, 5 + 2 * targets, (step) => [
    step.step,
    step.seconds,
    step.lossTotal,
    step.lossCosine,
    step.lossL1,
    ...Array.from(step.cosine).flatMap((cosine, target) => [cosine, step.l1[target]!]),
  ]);
}

/** The inverse of {@link encodeOptimisationSteps}. */
export function decodeOptimisationSteps(rows: StepRows): OptimisationStep[] {
  return decode(rows, ([step, seconds, lossTotal, lossCosine, lossL1, ...rest]) => ({
    step: step!,
    seconds: seconds!,
    lossTotal: lossTotal!,
    lossCosine: lossCosine!,
    lossL1: lossL1!,
    cosine: Float32Array.from(rest.filter((_, i) => i % 2 === 0)),
    l1: Float32Array.from(rest.filter((_, i) => i % 2 === 1)),
  }));
}

/** One row per training step, in the order of the fields of {@link TrainingStep}. */
export function encodeTrainingSteps(steps: readonly TrainingStep[]): StepRows {
  return encode(steps, 9, (step) => [
    step.step,
    step.seconds,
    step.lossTotal,
    step.lossRpnObjectness,
    step.lossRpnBox,
    step.lossClassification,
    step.lossBox,
    step.augmented ? 1 : 0,
    step.learningRate,
  ]);
}

/** The inverse of {@link encodeTrainingSteps}. */
export function decodeTrainingSteps(rows: StepRows): TrainingStep[] {
  return decode(rows, (row) => ({
    step: row[0]!,
    seconds: row[1]!,
    lossTotal: row[2]!,
    lossRpnObjectness: row[3]!,
    lossRpnBox: row[4]!,
    lossClassification: row[5]!,
    lossBox: row[6]!,
    augmented: row[7] === 1,
    learningRate: row[8]!,
  }));
}

function encode<Step>(steps: readonly Step[], columns: number, row: (step: Step) => readonly number[]): StepRows {
  const values = new Float64Array(steps.length * columns);
  steps.forEach((step, index) => values.set(row(step), index * columns));
  return { columns, values };
}

function decode<Step>({ columns, values }: StepRows, step: (row: readonly number[]) => Step): Step[] {
  return Array.from({ length: values.length / columns }, (_, index) =>
    step(Array.from(values.subarray(index * columns, (index + 1) * columns))),
  );
}
