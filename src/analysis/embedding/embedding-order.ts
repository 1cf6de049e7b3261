import { writeCsv } from '../../formats/tables/csv';
import { alignment, type Alignment } from '../../math/alignment';
import { mean } from '../../math/statistics';
import { cosine } from '../../math/vector';
import type { Matrix } from '../../runs/figures/matrix-cells';
import type { EmbeddedScenes } from '../../runs/records/explain-record';
import { targetCondition } from './shift-alignment';

/** Cosines of images with prompts, before and after augmentation. T prompts. */
export interface PromptOrder {
  /** Of the images as they are: `[T]`. */
  readonly before: readonly number[];
  /** Of the images with each offset: `[T offsets][T prompts]`. */
  readonly after: readonly (readonly number[])[];
  /** Rank of each offset's own prompt among all, from 1, as a mean over the images. */
  readonly rankBefore: readonly number[];
  readonly rankAfter: readonly number[];
}

/** @param image index of one image; null takes the mean over all */
export function promptOrder({ embeddings, texts }: EmbeddedScenes, image: number | null): PromptOrder {
  const chosen = embeddings.original.map((_, at) => at).filter((at) => image === null || at === image);
  const rows = (list: readonly Float32Array[]) => chosen.map((at) => texts.map((text) => cosine(list[at]!, text)));
  const columnMeans = (matrix: readonly (readonly number[])[]) =>
    texts.map((_, k) => mean(matrix.map((row) => row[k]!)));
  const before = rows(embeddings.original);
  const after = embeddings.augmented.map(rows);
  return {
    before: columnMeans(before),
    after: after.map(columnMeans),
    rankBefore: texts.map((_, own) => mean(before.map((row) => rankOf(row, own)))),
    rankAfter: after.map((matrix, own) => mean(matrix.map((row) => rankOf(row, own)))),
  };
}

/** Images against prompts as page and figure show them. @param names of the prompts */
export function orderMatrix({ before, after }: PromptOrder, names: readonly string[]): Matrix {
  const values = [...before, ...after.flat()];
  return {
    corner: 'image ↓ prompt →',
    columns: names,
    rows: [
      { name: 'as it is', values: before, own: null },
      ...after.map((row, target) => ({ name: `+ ${names[target]}`, values: row, own: target })),
    ],
    range: [Math.min(...values), Math.max(...values)],
  };
}

/** Every cosine of a street, as it is and with each offset, with every prompt: one row each. */
export function promptOrderCsv(scenes: EmbeddedScenes, modelHash: string): string {
  const { embeddings, targetPrompts } = scenes;
  const header = ['street', 'offset', 'prompt', 'own', 'cosine', 'rank', 'model'];
  const rows = embeddings.original.flatMap((_, image) => {
    const { before, after } = promptOrder(scenes, image);
    return [before, ...after].flatMap((values, line) =>
      values.map((value, k) => [
        image + 1,
        line === 0 ? '' : targetPrompts[line - 1]!,
        targetPrompts[k]!,
        line - 1 === k ? 1 : 0,
        value,
        rankOf(values, k),
        modelHash,
      ]),
    );
  });
  return writeCsv(header, rows);
}

/** 1 for the largest. */
export function rankOf(row: readonly number[], at: number): number {
  return 1 + row.filter((value) => value > row[at]!).length;
}

/** Real images of each weather against augmented ones of other streets: cosines are alike, their order tells. */
export interface WeatherOrder {
  readonly conditions: readonly string[];
  /** Mean cosine of real images of a condition with images under each offset: `[conditions][T]`. */
  readonly matrix: readonly (readonly number[])[];
  /** The same with images without offset: `[conditions]`. */
  readonly without: readonly number[];
  /** For each condition the offset whose prompt names it. */
  readonly answers: readonly number[];
  readonly alignment: Alignment;
}

/** Weathers against offsets as the page shows them. */
export function weatherMatrix(
  { matrix, without, answers }: WeatherOrder,
  names: { readonly prompts: readonly string[]; readonly conditions: readonly string[] },
): Matrix {
  const values = [...without, ...matrix.flat()];
  return {
    corner: 'real ↓ clear day + offset →',
    columns: names.prompts,
    rows: matrix.map((row, condition) => ({
      name: names.conditions[condition]!,
      values: row,
      own: answers[condition]!,
    })),
    range: [Math.min(...values), Math.max(...values)],
  };
}

export function weatherOrder({ embeddings, conditions, targetPrompts }: EmbeddedScenes): WeatherOrder {
  const matrix = conditions.map((condition) =>
    embeddings.augmented.map((list) => crossCosine(condition.embeddings, list)),
  );
  const answers = conditions.map(({ name }) => targetPrompts.findIndex((prompt) => targetCondition(prompt) === name));
  return {
    conditions: conditions.map(({ name }) => name),
    matrix,
    without: conditions.map((condition) => crossCosine(condition.embeddings, embeddings.original)),
    answers,
    alignment: alignment(matrix, answers),
  };
}

/** Mean cosine over pairs of different streets, so that a shared street counts for nothing; of the one pair there is where there is one street. */
function crossCosine(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  const pairs = a.flatMap((x, i) => b.flatMap((y, k) => (i !== k || a.length === 1 ? [cosine(x, y)] : [])));
  return mean(pairs);
}
