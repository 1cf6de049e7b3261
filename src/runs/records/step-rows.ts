import type { OptimisationStep } from '../../augmentation/optimisation-config';
import type { TrainingStep } from '../../training/step-losses';

/** Steps as rows of equal length, one after the other: they cross to the page in one buffer, and curves append them as they are. */
export interface StepRows {
  readonly columns: number;
  readonly values: Float64Array;
}

/** The column of each field of an optimisation step, in the order of its row; the pairs of the targets follow. */
const optimisationColumns = {
  step: 'step',
  seconds: 'seconds',
  lossTotal: 'loss_total',
  lossCosine: 'loss_cosine',
  lossL1: 'loss_l1',
} as const satisfies Readonly<Record<Exclude<keyof OptimisationStep, 'cosine' | 'l1'>, string>>;

/** The column of each field of a training step, in the order of its row. */
const trainingColumnOf = {
  step: 'step',
  seconds: 'seconds',
  lossTotal: 'loss_total',
  lossRpnObjectness: 'loss_rpn_objectness',
  lossRpnBox: 'loss_rpn_box',
  lossClassification: 'loss_classification',
  lossBox: 'loss_box',
  augmented: 'augmented',
  learningRate: 'learning_rate',
} as const satisfies Readonly<Record<keyof TrainingStep, string>>;

const optimisationFields = keysOf(optimisationColumns);
const trainingFields = keysOf(trainingColumnOf);

/** `step, seconds, loss_total, loss_cosine, loss_l1`, then `cosine_j, l1_j` per target: the header of `curves.csv`. */
export function optimisationCurveColumns(targets: number): readonly string[] {
  return [
    ...Object.values(optimisationColumns),
    ...Array.from({ length: targets }, (_, target) => [`cosine_${target}`, `l1_${target}`]).flat(),
  ];
}

/** Columns of a training run. */
export const trainingColumns: readonly string[] = Object.values(trainingColumnOf);

/** Rows with the columns of {@link optimisationCurveColumns}. */
export function optimisationRows(steps: readonly OptimisationStep[]): StepRows {
  const targets = steps[0]?.cosine.length ?? 0;
  return rowsOf(steps, optimisationFields.length + 2 * targets, (step) => [
    ...optimisationFields.map((field) => step[field]),
    ...Array.from(step.cosine).flatMap((cosine, target) => [cosine, step.l1[target]!]),
  ]);
}

/** The inverse of {@link optimisationRows}, for who reads steps one by one. */
export function optimisationSteps(rows: StepRows): OptimisationStep[] {
  return stepsOf(rows, (row) => {
    const pairs = row.slice(optimisationFields.length);
    return {
      ...fieldsOf(optimisationFields, row),
      cosine: Float32Array.from(pairs.filter((_, at) => at % 2 === 0)),
      l1: Float32Array.from(pairs.filter((_, at) => at % 2 === 1)),
    };
  });
}

/** Rows with the columns of {@link trainingColumns}; augmented is 1 or 0. */
export function trainingRows(steps: readonly TrainingStep[]): StepRows {
  return rowsOf(steps, trainingFields.length, (step) => trainingFields.map((field) => Number(step[field])));
}

/** The inverse of {@link trainingRows}, for who reads steps one by one. */
export function trainingSteps(rows: StepRows): TrainingStep[] {
  return stepsOf(rows, (row) => {
    const fields = fieldsOf(trainingFields, row);
    return { ...fields, augmented: fields.augmented === 1 };
  });
}

/** When each step ended, in the seconds of the run: rows of both kinds begin so. */
export function stepTimes(rows: StepRows): readonly { readonly step: number; readonly seconds: number }[] {
  return stepsOf(rows, (row) => fieldsOf(['step', 'seconds'], row));
}

function rowsOf<Step>(steps: readonly Step[], columns: number, row: (step: Step) => readonly number[]): StepRows {
  const values = new Float64Array(steps.length * columns);
  steps.forEach((step, index) => values.set(row(step), index * columns));
  return { columns, values };
}

function stepsOf<Step>({ columns, values }: StepRows, step: (row: Float64Array) => Step): Step[] {
  return Array.from({ length: values.length / columns }, (_, index) =>
    step(values.subarray(index * columns, (index + 1) * columns)),
  );
}

function fieldsOf<Field extends string>(fields: readonly Field[], row: Float64Array): Record<Field, number> {
  return Object.fromEntries(fields.map((field, at) => [field, row[at]!])) as Record<Field, number>;
}

function keysOf<Key extends string>(record: Readonly<Record<Key, string>>): readonly Key[] {
  return Object.keys(record) as Key[];
}
