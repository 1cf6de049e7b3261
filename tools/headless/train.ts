import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { TrainingRequest } from '../../src/engine/engine';
import { readOffsetsFile } from '../../src/augmentation/offsets-file';
import type { TrainingStep } from '../../src/training/training-config';
import type { Command } from './commands';
import { outOf, readConfig } from './config';
import { inPage, listen } from './in-page';
import { backendOf, prepare } from './model';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const configSchema = v.strictObject({
  name: v.string(),
  title: v.string(),
  /** `clip`, or the name of a detector of the bundle. */
  start: v.string(),
  scenes: v.pipe(count, v.minValue(1)),
  /** An `offsets.safetensors`, relative to the working directory, or null for none. */
  offsets: v.nullable(v.string()),
  checkpointEvery: v.optional(count, 50),
  training: v.strictObject({
    steps: count,
    imagesPerStep: count,
    learningRate: v.number(),
    warmupSteps: count,
    learningRateDrops: v.array(count),
    momentum: v.number(),
    weightDecay: v.number(),
    gradientClip: v.nullable(v.number()),
    trainable: v.array(v.picklist(['layer3', 'layer4', 'attnpool'])),
    augmentationProbability: v.number(),
    horizontalFlip: v.number(),
    seed: count,
  }),
});

/** Trains a detector; writes `run.json`, `metrics.jsonl` and `detector.safetensors` into `--out`, and goes on from the checkpoint that it finds there. */
export const train: Command = async (options) => {
  const config = await readConfig(options.config, configSchema);
  const out = outOf(options.out);
  const offsets = config.offsets === null ? null : readOffsetsFile(readFileSync(config.offsets));
  const choice = backendOf(options);
  return async (page) => {
    mkdirSync(out, { recursive: true });
    const checkpointFile = join(out, 'checkpoint.safetensors');
    const metricsFile = join(out, 'metrics.jsonl');
    const checkpoint = existsSync(checkpointFile) ? readFileSync(checkpointFile).toString('base64') : null;
    if (checkpoint === null) writeFileSync(metricsFile, '');
    await listen(page, {
      file: (name, bytes) => writeFileSync(join(out, name), bytes),
      progress: (steps) => {
        for (const step of steps as TrainingStep[]) appendFileSync(metricsFile, `${JSON.stringify(step)}\n`);
        const last = (steps as TrainingStep[]).at(-1);
        if (last && last.step % 10 === 0)
          console.error(`step ${last.step} loss ${last.lossTotal.toFixed(3)} ${last.seconds.toFixed(0)} s`);
      },
    });
    const { backend, model } = await prepare(page, choice);
    const result = await inPage(
      page,
      async (request: {
        config: typeof config;
        offsets: (Omit<NonNullable<typeof offsets>, 'values'> & { values: number[] }) | null;
        checkpoint: string | null;
      }) => {
        const toBase64 = (bytes: Uint8Array) => {
          let text = '';
          for (let at = 0; at < bytes.length; at += 0x8000)
            text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
          return btoa(text);
        };
        const { name, title, start, scenes, training, checkpointEvery } = request.config;
        const from: TrainingRequest['start'] =
          request.checkpoint !== null
            ? {
                kind: 'checkpoint',
                checkpoint: Uint8Array.from(atob(request.checkpoint), (character) => character.charCodeAt(0)),
              }
            : start === 'clip'
              ? { kind: 'clip' }
              : { kind: 'detector', name: start };
        const grids =
          request.offsets === null ? null : { ...request.offsets, values: Float32Array.from(request.offsets.values) };
        const job = playgroundEngine.train(
          { name, title, start: from, config: training, scenes, offsets: grids },
          {
            onSteps: (steps) => void reportProgress(steps),
            onCheckpoint: (bytes) => void saveFile('checkpoint.safetensors', toBase64(bytes)),
            checkpointEvery,
          },
        );
        const done = await job.result;
        await saveFile('detector.safetensors', toBase64(await playgroundEngine.exportDetector(name)));
        return done;
      },
      { config, offsets: offsets === null ? null : { ...offsets, values: Array.from(offsets.values) }, checkpoint },
    );
    const run = {
      kind: 'training',
      config,
      model: model.hash,
      backend: backend.name,
      adapter: backend.adapter,
      steps: result.steps,
    };
    writeFileSync(join(out, 'run.json'), `${JSON.stringify(run, null, 1)}\n`);
    return { ...run, out };
  };
};
