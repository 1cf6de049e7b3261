import type { OptimisationStep } from '../../src/augmentation/optimisation-config';
import { createOptimisationCurve } from '../../src/runs/records/curve';
import { curvesCsv } from '../../src/runs/records/curves-csv';
import { optimisationRows } from '../../src/runs/records/step-rows';
import { makeFolder, writeResult, writeWhole } from './out';

/** Writes what a learning run leaves: `run.json`, `curves.csv`, and the file of what was learned. */
export function writeLearning(
  out: string,
  run: object,
  steps: readonly OptimisationStep[],
  targets: number,
  learned: { readonly name: string; readonly bytes: Uint8Array },
): void {
  const curve = createOptimisationCurve(targets);
  curve.appendRows(optimisationRows(steps));
  makeFolder(out);
  writeWhole(out, 'curves.csv', curvesCsv(curve.toTable()));
  writeWhole(out, learned.name, learned.bytes);
  // Last, so that a folder with a run.json is a finished one.
  writeResult(out, 'run.json', run);
}

/** The first and the last total loss, and the time between. */
export function summary(steps: readonly OptimisationStep[]): object {
  const last = steps.at(-1);
  return {
    seconds: last?.seconds ?? 0,
    lossTotal: { first: steps[0]?.lossTotal ?? null, last: last?.lossTotal ?? null },
  };
}
