import type { ShiftMeasurement } from '../../engine/engine';
import { writeCsv } from '../../formats/tables/csv';
import { alignment, chanceCosine, cosineMatrix, withoutMean, type Alignment } from '../../math/alignment';
import { norm } from '../../math/vector';
import { conditionName, conditionOfPrompt, sourceDomain } from '../../scenes';
import { cosineText } from '../../runs/records/cosine-text';
import type { Matrix } from '../../runs/figures/matrix-cells';
import { pooledMeans, type ExplainedOffsets } from './pooled-means';

/** Which vectors are compared: as they are, or each side without its own mean, which all of it shares. */
export type ShiftComparison = 'whole' | 'centred';

/** What offsets, learned from text alone, have to do with where the weather really moves the features. */
export interface ShiftAlignment {
  readonly comparison: ShiftComparison;
  readonly prompts: readonly string[];
  /** The condition that each prompt names; null for none, or for one that was not measured. */
  readonly answers: readonly (string | null)[];
  /** Names of the measured conditions: those of the prompts first, in their order. */
  readonly conditions: readonly string[];
  /** Cosine of pooled offset and true shift: `[prompts][conditions]`. */
  readonly matrix: readonly (readonly number[])[];
  readonly alignment: Alignment;
  /** |cos| that two random directions of as many dimensions exceed once in twenty. */
  readonly chance: number;
  /** ‖pooled offset‖ of each prompt, ‖true shift‖ and reliability of each condition. */
  readonly offsetNorms: readonly number[];
  readonly shiftNorms: readonly number[];
  readonly reliabilities: readonly number[];
  readonly scenes: number;
}

/** The condition that a prompt names, unless it is the source itself. */
export function targetCondition(prompt: string): string | null {
  const condition = conditionOfPrompt(prompt);
  const name = condition && conditionName(condition);
  return name === sourceDomain ? null : name;
}

/** Conditions that prompts name, each once, in their order. */
export function conditionsOfPrompts(prompts: readonly string[]): readonly string[] {
  return [...new Set(prompts.flatMap((prompt) => targetCondition(prompt) ?? []))];
}

/**
 * @param apart compares what tells offsets and shifts apart: each side without its own mean, which all share
 * @returns null where the offsets are of another size than the measured features
 */
export function shiftAlignment(
  offsets: ExplainedOffsets,
  measured: ShiftMeasurement,
  apart = false,
): ShiftAlignment | null {
  const prompts = offsets.pooled.targetPrompts;
  if (measured.sourceMean.length !== offsets.pooled.channels) return null;
  const named = conditionsOfPrompts(prompts);
  const place = (name: string) => (named.includes(name) ? named.indexOf(name) : named.length);
  const shifts = [...measured.shifts].sort((a, b) => place(a.condition) - place(b.condition));
  const conditions = shifts.map(({ condition }) => condition);
  const answers = prompts.map((prompt) => {
    const condition = targetCondition(prompt);
    return condition !== null && conditions.includes(condition) ? condition : null;
  });
  const means = pooledMeans(offsets);
  const truth = shifts.map(({ shift }) => shift);
  const matrix = apart ? cosineMatrix(withoutMean(means), withoutMean(truth)) : cosineMatrix(means, truth);
  return {
    comparison: apart ? 'centred' : 'whole',
    prompts,
    answers,
    conditions,
    matrix,
    alignment: alignment(
      matrix,
      answers.map((answer) => (answer === null ? null : conditions.indexOf(answer))),
    ),
    chance: chanceCosine(offsets.pooled.channels),
    offsetNorms: means.map(norm),
    shiftNorms: shifts.map(({ shift }) => norm(shift)),
    reliabilities: shifts.map(({ reliability }) => reliability),
    scenes: measured.scenes,
  };
}

/** The matrix as page and figure show it. @param names of the prompts, then of the conditions */
export function shiftMatrix(
  { matrix, answers, conditions, comparison }: ShiftAlignment,
  names: { readonly prompts: readonly string[]; readonly conditions: readonly string[] },
): Matrix {
  return {
    corner: 'offset ↓ true shift →',
    columns: names.conditions,
    rows: matrix.map((values, row) => ({
      name: names.prompts[row]!,
      values,
      own: answers[row] === null ? null : conditions.indexOf(answers[row]!),
    })),
    range: comparison === 'centred' ? [-1, 1] : [0, 1],
  };
}

/** What the page says below the matrix of each condition: the length of its shift, and how far half of the streets agree with the others. */
export function shiftFooter({ shiftNorms, reliabilities }: ShiftAlignment): readonly {
  readonly name: string;
  readonly cells: readonly string[];
}[] {
  return [
    { name: '‖true shift‖', cells: shiftNorms.map((length) => length.toPrecision(3)) },
    { name: 'reliability', cells: reliabilities.map((value) => cosineText(value)) },
  ];
}

/** One row for each cell of the matrix, with all that the table shows; the column of cosines says what they compare. */
export function shiftCsv(result: ShiftAlignment, modelHash: string): string {
  const header = [
    'prompt',
    'condition',
    'own',
    result.comparison === 'centred' ? 'cosine_centred' : 'cosine',
    'chance_95',
    'offset_norm',
    'shift_norm',
    'reliability',
    'scenes',
    'model',
  ];
  const rows = result.prompts.flatMap((prompt, row) =>
    result.conditions.map((condition, column) => [
      prompt,
      condition,
      result.answers[row] === condition ? 1 : 0,
      result.matrix[row]![column]!,
      result.chance,
      result.offsetNorms[row]!,
      result.shiftNorms[column]!,
      result.reliabilities[column]!,
      result.scenes,
      modelHash,
    ]),
  );
  return writeCsv(header, rows);
}
