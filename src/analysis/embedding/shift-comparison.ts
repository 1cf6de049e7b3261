import type { ShiftMeasurement } from '../../engine/engine';
import { writeCsv } from '../../formats/tables/csv';
import { type Alignment, alignment, cosineMatrix, withoutMean } from '../../math/alignment';
import type { MovedPrompts } from '../../runs/records/explain-record';
import { targetCondition } from './shift-alignment';

/** Where shifts are compared: z of the whole image, or V_a's output averaged over its positions. */
export type ShiftSpace = 'embedding' | 'features';

/** How well one of them agrees with real weather in one space. */
export interface ComparedShift {
  readonly title: string;
  readonly space: ShiftSpace;
  /** Cosines with the real shifts: of the weather that the prompt names, and of all others. */
  readonly whole: Alignment;
  /** The same after both sides lost what all of them share. */
  readonly apart: Alignment;
}

/**
 * Compares movers with where real weather moves the same streets. Prompts that name no measured condition are left out.
 * @returns first all in the embedding, then all in the features
 */
export function compareShifts(measured: ShiftMeasurement, movers: readonly MovedPrompts[]): readonly ComparedShift[] {
  const conditions = measured.shifts.map(({ condition }) => condition);
  const truths: Readonly<Record<ShiftSpace, readonly Float32Array[]>> = {
    embedding: measured.shifts.map(({ embeddingShift }) => embeddingShift),
    features: measured.shifts.map(({ shift }) => shift),
  };
  return (['embedding', 'features'] as const).flatMap((space) =>
    movers.flatMap(({ title, prompts, vectors }): readonly ComparedShift[] => {
      const own = vectors[space];
      const truth = truths[space];
      if (own === null || own[0]?.length !== truth[0]?.length) return [];
      const answers = prompts.map((prompt) => conditions.indexOf(targetCondition(prompt) ?? ''));
      const judged = own.filter((_, at) => answers[at]! >= 0);
      const right = answers.filter((answer) => answer >= 0);
      if (judged.length === 0) return [];
      return [
        {
          title,
          space,
          whole: alignment(cosineMatrix(judged, truth), right),
          apart: alignment(cosineMatrix(withoutMean(judged), withoutMean(truth)), right),
        },
      ];
    }),
  );
}

/** A row for each mover and space. @param provenance of the measurement */
export function comparisonCsv(
  compared: readonly ComparedShift[],
  provenance: { readonly scenes: number; readonly modelHash: string },
): string {
  return writeCsv(
    ['moved by', 'space', 'own', 'others', 'right', 'judged', 'own_centred', 'scenes', 'model'],
    compared.map(({ title, space, whole, apart }) => [
      title,
      space,
      whole.meanDiagonal,
      whole.meanOffDiagonal,
      whole.right,
      whole.judged,
      apart.meanDiagonal,
      provenance.scenes,
      provenance.modelHash,
    ]),
  );
}
