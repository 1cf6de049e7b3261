import { CodedError } from '../../src/errors/coded-error';
import type { Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Learned } from '../../src/augmentation/methods/method';
import type {
  DataSetInfo,
  DataSetPartInfo,
  FreshStart,
  TrainingRequest,
  TrainingResult,
} from '../../src/engine/engine';
import { sha256 } from '../../src/math/sha256';
import { policyFile } from '../../src/photometrics/policy';
import type { TrainingStep } from '../../src/training/step-losses';
import { type Command, inAPage } from './command';
import { checkConfig, readConfigFile } from './config/read-config';
import { type TrainConfig, trainSchema, wholeTraining } from './config/train-config';
import { dataSetAt, openDataSet, trainingPart } from './data-set';
import { ownDetector } from './detector';
import { inPage } from './in-page';
import { learnedOf } from './learned';
import { opening, provenance } from './model';
import { defined } from './defined';
import { commonOptions, wholeOption } from './options';
import { makeFolder, outOf, writeResult, writeWhole } from './out';
import { carryFiles } from './page-files';
import { startOf } from './training-start';
import { checkpointFile, metricsFile, openMetrics, rememberRun } from './unfinished';
import { documentedHint } from './error';

/** Trains a detector; writes `run.json`, `metrics.jsonl`, `detector.safetensors` and the `policy.json` from which it drew into `--out`. It goes on from the checkpoint that it finds there. */
export const train: Command = {
  options: ['config', ...commonOptions],
  operands: null,
  resultFile: null,
  prepare: async (options) => {
    const file = readConfigFile(options.config, 'train');
    const given = withSeed(checkConfig(file, trainSchema), options.seed);
    if (given.dataset !== undefined && given.domains !== undefined)
      throw new CodedError(
        'bad-config',
        'dataset and domains are both given, but domains are those of the built-in scenes.',
        'Leave one of the two out.',
      );
    const out = outOf(options.out, 'train');
    const openStart = startOf(given, file.folder);
    const openLearned = await learnedOf(given, file.folder);
    const place =
      given.dataset === undefined
        ? null
        : dataSetAt(given.dataset, file.folder, given.format ?? 'auto', 'dataset', 'bad-config');
    const open = opening(options);
    return inAPage(async (page) => {
      makeFolder(out);
      const metrics = openMetrics(out);
      const ready = await open(page, {
        file: (name, bytes) => writeWhole(out, name, bytes),
        progress: (value) =>
          Array.isArray(value) ? metrics.add(value as TrainingStep[]) : console.error(String(value)),
      });
      const { model } = ready;
      const whole = wholeTraining(given, model.resolution, ownDetector(model)?.name);
      const config = { ...defined(given), name: given.name ?? 'trained', title: titleOf(given, whole), ...whole };
      const learned = await openLearned(page, model, whole.training);
      if (learned?.kind === 'policy') writeWhole(out, 'policy.json', policyFile(learned.policy));
      const start = await openStart(page, model, whole.start);
      const data = place === null ? null : await openDataSet(page, place);
      const part = data === null ? null : trainingPart(data, given.part);
      const { checkpointEvery: _, ...lasting } = config;
      rememberRun(out, { config: lasting, model: model.hash, learned: hashOf(learned), data: data?.id ?? null });
      await metrics.begin();
      const result = await runTraining(page, requestOf(config, start, learned, data, part), {
        checkpoint: existsSync(join(out, checkpointFile)) ? join(out, checkpointFile) : null,
        checkpointEvery: config.checkpointEvery,
      });
      const run = {
        kind: 'training',
        ...provenance(ready),
        seed: whole.training.seed,
        config,
        steps: result.steps,
        ...lossesOf(out),
      };
      writeResult(out, 'run.json', run);
      return { ...run, out };
    });
  },
};

function withSeed(config: TrainConfig, seed: string | undefined): TrainConfig {
  if (seed === undefined) return config;
  return { ...config, training: { ...config.training, seed: wholeOption('seed', seed, 0, 4_294_967_295) } };
}

function titleOf({ title }: TrainConfig, { preset, training }: ReturnType<typeof wholeTraining>): string {
  return title ?? `${training.method}, ${preset}, seed ${training.seed}`;
}

function requestOf(
  config: ReturnType<typeof wholeTraining> & Pick<TrainConfig, 'domains'> & Readonly<Record<'name' | 'title', string>>,
  start: FreshStart,
  learned: Learned | null,
  data: DataSetInfo | null,
  part: DataSetPartInfo | null,
): TrainingRequest & { readonly start: FreshStart } {
  const { name, title, training, scenes, domains } = config;
  const request = { name, title, start, config: training, scenes, domains, learned };
  if (data === null || part === null) return request;
  return { ...request, scenes: part.images, dataSet: { id: data.id, title: data.title, part: part.name } };
}

/** Runs the training in the page, from the checkpoint where there is one; files and steps arrive meanwhile. */
async function runTraining(
  page: Page,
  request: TrainingRequest & { readonly start: FreshStart },
  { checkpoint, checkpointEvery }: { readonly checkpoint: string | null; readonly checkpointEvery: number },
): Promise<Omit<TrainingResult, 'file'>> {
  const key = checkpoint === null ? null : await carryFiles(page, [{ path: checkpointFile, file: checkpoint }]);
  return inPage(
    page,
    async (work: {
      request: TrainingRequest & { readonly start: FreshStart };
      key: string | null;
      checkpointEvery: number;
    }) => {
      const { start: from, ...rest } = work.request;
      const stored = work.key === null ? null : carriedFiles!.get(work.key)![0]!.file;
      const start =
        stored === null
          ? from
          : { kind: 'checkpoint' as const, checkpoint: new Uint8Array(await stored.arrayBuffer()), from };
      const saves: Promise<void>[] = [];
      const job = playgroundEngine.train(
        { ...rest, start },
        {
          onSteps: (steps) => void reportProgress(steps),
          onCheckpoint: (bytes) => {
            const saved = saveFile('checkpoint.safetensors', bytes);
            saves.push(saved);
            // A training whose checkpoints cannot be written ends with that error, below.
            saved.catch(() => job.stop());
          },
          checkpointEvery: work.checkpointEvery,
          onUnreadable: ({ reason }) => void reportProgress(`left out: ${reason}`),
        },
      );
      const { file, ...done } = await job.result;
      await Promise.all(saves);
      await saveFile('detector.safetensors', new Uint8Array(await file.arrayBuffer()));
      return done;
    },
    { request, key, checkpointEvery },
  );
}

/** A training goes on only with the same offsets, styles or policy. */
function hashOf(learned: Learned | null): string | null {
  switch (learned?.kind) {
    case undefined:
      return null;
    case 'offsets':
      return hashOfArrays([learned.offsets.values]);
    case 'styles':
      return hashOfArrays([learned.styles.means, learned.styles.deviations]);
    case 'policy':
      return sha256([new TextEncoder().encode(policyFile(learned.policy))]);
    default:
      return learned satisfies never;
  }
}

function hashOfArrays(arrays: readonly Float32Array[]): string {
  return sha256(arrays.map((array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength)));
}

/** First and last losses, and the time of a step, from the rows on disk: a run may have been interrupted. */
function lossesOf(out: string): object {
  const rows = readFileSync(join(out, metricsFile), 'utf8')
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => JSON.parse(row) as TrainingStep);
  const last = rows.at(-1);
  if (last === undefined) throw new CodedError('internal', 'No step was recorded.', documentedHint);
  return { seconds: last.seconds, lossTotal: { first: rows[0]!.lossTotal, last: last.lossTotal } };
}
