import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import {
  offsetShapes,
  type OptimisationConfig,
  type OptimisationStep,
} from '../../src/augmentation/optimisation-config';
import { writeOffsetsFile } from '../../src/augmentation/offsets-file';
import { curvesCsv } from '../../src/runs/curves-csv';
import { appendOptimisationSteps, createOptimisationCurve } from '../../src/runs/curve';
import type { Command } from './commands';
import { outOf, readConfig } from './config';
import { inPage, listen } from './in-page';
import { backendOf, prepare } from './model';
import { learnStyles, styleSchema } from './styles';

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const configSchema = v.strictObject({
  method: v.optional(v.literal('additive')),
  protocol: v.optional(v.picklist(['code', 'code-batchnorm', 'paper'])),
  offsetShape: v.optional(v.picklist(offsetShapes)),
  l1Weight: v.optional(v.pipe(v.number(), v.minValue(0))),
  sourcePrompt: v.string(),
  targetPrompts: v.pipe(v.array(v.string()), v.minLength(1)),
  iterations: v.optional(count),
  learningRate: v.optional(v.pipe(v.number(), v.gtValue(0))),
  cropsPerStep: v.optional(count),
  imagesPerStep: v.optional(count),
  cropSize: v.optional(count),
  imageShortSide: v.optional(count),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Scenes of `daytime-clear/train` from which crops are cut. */
  scenes: v.optional(count, 64),
});

/** Decides which of the schemas holds. */
const methodSchema = v.looseObject({ method: v.optional(v.picklist(['additive', 'pin']), 'additive') });

/** Learns semantic offsets, or styles where the method is PIN; writes `run.json`, `curves.csv` and `offsets.safetensors` or `styles.safetensors` into `--out`. */
export const optimize: Command = async (options) => {
  const { method } = await readConfig(options.config, methodSchema);
  const choice = backendOf(options);
  const out = outOf(options.out);
  if (method === 'pin') {
    const config = await readConfig(options.config, styleSchema);
    return (page) => learnStyles(page, config, choice, out);
  }
  const { scenes, ...given } = await readConfig(options.config, configSchema);
  return async (page) => {
    const { backend, model } = await prepare(page, choice);
    const config = { ...model.optimisationDefaults, ...given } as OptimisationConfig;
    await listen(page, { progress: (line) => console.error(line) });
    const result = await inPage(
      page,
      async (request: { config: OptimisationConfig; scenes: number }) => {
        const images = playgroundScenes(request.scenes);
        const steps: OptimisationStep[] = [];
        const job = playgroundEngine.optimise(request.config, images, {
          onSteps: (batch) => {
            steps.push(...batch);
            const last = batch.at(-1);
            if (last)
              void reportProgress(
                `step ${last.step + 1}/${request.config.iterations} L_opt ${last.lossTotal.toFixed(5)}`,
              );
          },
        });
        const { offsets, iterations } = await job.result;
        return {
          iterations,
          offsets: { ...offsets, values: Array.from(offsets.values) },
          steps: steps.map((step) => ({ ...step, cosine: Array.from(step.cosine), l1: Array.from(step.l1) })),
        };
      },
      { config, scenes },
    );
    const steps = result.steps.map((step) => ({
      ...step,
      cosine: Float32Array.from(step.cosine),
      l1: Float32Array.from(step.l1),
    }));
    const last = steps.at(-1);
    const run = {
      kind: 'optimisation',
      config,
      scenes: `builtin:daytime-clear/train[0:${scenes}]`,
      model: model.hash,
      backend: backend.name,
      adapter: backend.adapter,
      iterations: result.iterations,
      seconds: last?.seconds ?? 0,
      lossTotal: { first: steps[0]?.lossTotal ?? null, last: last?.lossTotal ?? null },
    };
    const curve = createOptimisationCurve(config.targetPrompts.length);
    appendOptimisationSteps(curve, steps);
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'run.json'), `${JSON.stringify(run, null, 1)}\n`);
    writeFileSync(join(out, 'curves.csv'), curvesCsv(curve.toTable()));
    writeFileSync(
      join(out, 'offsets.safetensors'),
      writeOffsetsFile(
        { ...result.offsets, values: Float32Array.from(result.offsets.values) },
        {
          config: JSON.stringify(config),
          provenance: JSON.stringify({ modelHash: model.hash, backend: backend.name, adapter: backend.adapter }),
        },
      ),
    );
    return { ...run, out };
  };
};
