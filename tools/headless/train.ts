import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Learned } from '../../src/augmentation/methods/method';
import { methodNames } from '../../src/augmentation/methods/method-names';
import { trainableStages } from '../../src/clip/stages';
import { classifierKinds, clipHead, type HeadConfig, poolingKinds } from '../../src/detector/detector-config';
import type { DetectorStart, FreshStart } from '../../src/engine/engine';
import { openSafetensors } from '../../src/formats/safetensors';
import type { TrainingStep } from '../../src/training/training-config';
import type { Command } from './commands';
import { outOf, readConfig } from './config';
import { HeadlessError } from './error';
import { inPage, listen } from './in-page';
import { type LearnedLists, readLearned } from './learned';
import { backendOf, prepare } from './model';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const configSchema = v.strictObject({
  name: v.string(),
  title: v.string(),
  /** `clip`, `scratch` for a tower of random weights, or the name of a detector of the bundle. */
  start: v.string(),
  /** `text` and `attention` by default; a detector brings its own. */
  classifier: v.optional(v.picklist(classifierKinds)),
  pooling: v.optional(v.picklist(poolingKinds)),
  scenes: v.pipe(count, v.minValue(1)),
  /** An `offsets.safetensors`, relative to the working directory, or null for none. */
  offsets: v.nullable(v.string()),
  /** A `styles.safetensors` likewise, for PIN. */
  styles: v.optional(v.string()),
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
    trainable: v.array(v.picklist(trainableStages)),
    clipRateFactor: v.optional(v.number(), 1),
    method: v.picklist(methodNames),
    augmentationProbability: v.number(),
    horizontalFlip: v.number(),
    seed: count,
  }),
});

/** Trains a detector; writes `run.json`, `metrics.jsonl` and `detector.safetensors` into `--out`, and goes on from the checkpoint that it finds there. */
export const train: Command = async (options) => {
  const config = await readConfig(options.config, configSchema);
  const out = outOf(options.out);
  const start = startOf(config);
  const learned = await readLearned(config);
  const choice = backendOf(options);
  return async (page) => {
    mkdirSync(out, { recursive: true });
    const checkpointFile = join(out, 'checkpoint.safetensors');
    const metricsFile = join(out, 'metrics.jsonl');
    const { backend, model } = await prepare(page, choice);
    const checkpoint = existsSync(checkpointFile) ? readFileSync(checkpointFile) : null;
    if (checkpoint === null) writeFileSync(metricsFile, '');
    else await keepRowsBefore(metricsFile, checkpoint);
    rememberRun(
      join(out, 'request.json'),
      { ...config, model: model.hash, checkpointEvery: undefined },
      checkpoint !== null,
    );
    await listen(page, {
      // A file that is half written when the run is killed would end it for good.
      file: (name, bytes) => {
        writeFileSync(join(out, `${name}.part`), bytes);
        renameSync(join(out, `${name}.part`), join(out, name));
      },
      progress: (steps) => {
        for (const step of steps as TrainingStep[]) appendFileSync(metricsFile, `${JSON.stringify(step)}\n`);
        const last = (steps as TrainingStep[]).at(-1);
        if (last && last.step % 10 === 0)
          console.error(`step ${last.step} loss ${last.lossTotal.toFixed(3)} ${last.seconds.toFixed(0)} s`);
      },
    });
    const result = await inPage(
      page,
      async (request: {
        config: typeof config;
        start: FreshStart;
        learned: LearnedLists | null;
        checkpoint: string | null;
      }) => {
        const toBase64 = (bytes: Uint8Array) => {
          let text = '';
          for (let at = 0; at < bytes.length; at += 0x8000)
            text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
          return btoa(text);
        };
        const { start: from } = request;
        const { name, title, scenes, training, checkpointEvery } = request.config;
        const goOn = (base64: string): DetectorStart => ({
          kind: 'checkpoint',
          checkpoint: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
          from,
        });
        const typed = (lists: LearnedLists): Learned => {
          if (lists.kind === 'offsets')
            return { kind: 'offsets', offsets: { ...lists.offsets, values: Float32Array.from(lists.offsets.values) } };
          const { means, deviations } = lists.styles;
          const arrays = { means: Float32Array.from(means), deviations: Float32Array.from(deviations) };
          return { kind: 'styles', styles: { ...lists.styles, ...arrays } };
        };
        const job = playgroundEngine.train(
          {
            name,
            title,
            start: request.checkpoint === null ? from : goOn(request.checkpoint),
            config: training,
            scenes,
            learned: request.learned === null ? null : typed(request.learned),
          },
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
      {
        config,
        start,
        learned,
        checkpoint: checkpoint?.toString('base64') ?? null,
      },
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

/** @throws HeadlessError `bad-config` where a detector is told to be another than it is */
function startOf({ start, classifier, pooling }: v.InferOutput<typeof configSchema>): FreshStart {
  if (start === 'clip' || start === 'scratch') {
    const head: HeadConfig = { classifier: classifier ?? clipHead.classifier, pooling: pooling ?? clipHead.pooling };
    return { kind: start, head };
  }
  if (classifier === undefined && pooling === undefined) return { kind: 'detector', name: start };
  throw new HeadlessError(
    'bad-config',
    `The detector ${start} has a classifier and a pooling of its own.`,
    'Leave classifier and pooling out, or start from clip or scratch.',
  );
}

/** Steps after the checkpoint will be done again. */
async function keepRowsBefore(metricsFile: string, checkpoint: Uint8Array): Promise<void> {
  const stepsDone = Number((await openSafetensors(checkpoint)).metadata.get('stepsDone'));
  const rows = existsSync(metricsFile) ? readFileSync(metricsFile, 'utf8').split('\n') : [];
  const kept = rows.filter((row) => row !== '' && (JSON.parse(row) as TrainingStep).step < stepsDone);
  writeFileSync(metricsFile, kept.map((row) => `${row}\n`).join(''));
}

/** A checkpoint is continued only with what it was begun with. @throws HeadlessError `bad-config` */
function rememberRun(file: string, request: object, goesOn: boolean): void {
  const text = `${JSON.stringify(request, null, 1)}\n`;
  if (goesOn && existsSync(file) && readFileSync(file, 'utf8') !== text) {
    throw new HeadlessError(
      'bad-config',
      'The checkpoint in --out belongs to a run with another configuration or model.',
      'Give another --out, or remove its checkpoint.safetensors.',
    );
  }
  writeFileSync(file, text);
}
