import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import * as v from 'valibot';
import type { OptimisationStep } from '../../src/augmentation/optimisation-config';
import type { StyleConfig } from '../../src/augmentation/pin/style-config';
import { writeStylesFile } from '../../src/augmentation/pin/styles-file';
import { appendOptimisationSteps, createOptimisationCurve } from '../../src/runs/curve';
import { curvesCsv } from '../../src/runs/curves-csv';
import type { BackendChoice } from '../../src/tensor/backend';
import { inPage, listen } from './in-page';
import { prepare } from './model';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** A configuration of PIN; keys left out take the model's defaults. */
export const styleSchema = v.strictObject({
  method: v.literal('pin'),
  targetPrompts: v.pipe(v.array(v.string()), v.minLength(1)),
  iterations: v.optional(count),
  learningRate: v.optional(v.pipe(v.number(), v.gtValue(0))),
  crops: v.optional(count),
  cropsPerBatch: v.optional(count),
  cropSize: v.optional(count),
  imageShortSide: v.optional(count),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Scenes of `daytime-clear/train` from which crops are cut, one after the other. */
  scenes: v.optional(count, 64),
});

/** Learns styles by PIN; writes `run.json`, `curves.csv` and `styles.safetensors` into the folder. */
export async function learnStyles(
  page: Page,
  { scenes, ...given }: v.InferOutput<typeof styleSchema>,
  choice: BackendChoice,
  out: string,
): Promise<object> {
  const { backend, model } = await prepare(page, choice);
  const config = { ...model.styleDefaults, ...given } as StyleConfig;
  await listen(page, { progress: (line) => console.error(line) });
  const result = await inPage(
    page,
    async (request: { config: StyleConfig; scenes: number }) => {
      const rows: OptimisationStep[] = [];
      const job = playgroundEngine.learnStyles(request.config, playgroundScenes(request.scenes), {
        onSteps: (batch) => {
          rows.push(...batch);
          const last = batch.at(-1);
          if (last) void reportProgress(`step ${last.step + 1} loss ${last.lossTotal.toFixed(5)}`);
        },
      });
      const { styles, steps } = await job.result;
      return {
        steps,
        styles: { ...styles, means: Array.from(styles.means), deviations: Array.from(styles.deviations) },
        rows: rows.map((row) => ({ ...row, cosine: Array.from(row.cosine), l1: Array.from(row.l1) })),
      };
    },
    { config, scenes },
  );
  const { means, deviations } = result.styles;
  const rows = result.rows.map((row) => ({
    ...row,
    cosine: Float32Array.from(row.cosine),
    l1: Float32Array.from(row.l1),
  }));
  const run = {
    kind: 'styles',
    config,
    scenes: `builtin:daytime-clear/train[0:${scenes}]`,
    model: model.hash,
    backend: backend.name,
    adapter: backend.adapter,
    steps: result.steps,
    seconds: rows.at(-1)?.seconds ?? 0,
    lossTotal: { first: rows[0]?.lossTotal ?? null, last: rows.at(-1)?.lossTotal ?? null },
  };
  const curve = createOptimisationCurve(config.targetPrompts.length);
  appendOptimisationSteps(curve, rows);
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'run.json'), `${JSON.stringify(run, null, 1)}\n`);
  writeFileSync(join(out, 'curves.csv'), curvesCsv(curve.toTable()));
  writeFileSync(
    join(out, 'styles.safetensors'),
    writeStylesFile({
      ...result.styles,
      means: Float32Array.from(means),
      deviations: Float32Array.from(deviations),
    }),
  );
  return { ...run, out };
}
