import { cancelled } from '../../errors/cancelled';
import type { AnnotatedImages } from '../../data/annotated-image';
import { withoutUnreadable } from '../../data/data-set-images';
import type { DetectorConfig } from '../../method/detector-config';
import { detectorAtSize, type TrainingConfig } from '../../method/training-config';
import type { NamedWeights } from '../../detector/named-weights';
import { scratchDetectorWeights, scratchImages } from '../../detector/scratch-weights';
import type { RgbImage } from '../../geometry/rgb-image';
import type { MakePicture } from '../../training/make-picture';
import { createTrainer, type Trainer } from '../../training/trainer';
import { trainingProbe } from '../../training/training-cost';
import type { TrainingStep } from '../../training/step-losses';
import { CheckpointClock } from '../../runs/shelf/checkpoint-policy';
import { learnedPrompts } from '../../runs/records/learned-record';
import { appVersion } from '../../method/app-version';
import type { FreshStart, TrainingRequest } from '../engine';
import type { LoadedModel } from '../model/loaded-model';
import { evaluateDetector } from '../../evaluation/evaluate-detector';
import { evaluateMetric } from '../../metrics/detection-metric';
import type { EvaluatedImage } from '../../metrics/evaluated-image';
import { fromImageRows } from '../../metrics/image-rows';
import { toErrorRecord } from '../error-record';
import { createInterruption } from '../worker/interruption';
import { checkTraining, checkValidation } from '../client/requests';
import type { Handlers } from '../worker/server';
import { StepBatcher } from '../client/step-batcher';
import type { StepGate } from '../worker/step-gate';
import { trainingRows } from '../../runs/records/step-rows';
import type { Workbench } from '../worker/workbench';
import { yieldToMessages } from '../worker/yield';
import { timedSteps } from '../worker/timed-steps';
import { trainingImages, type TrainingImages } from '../images/training-images';
import { freshConfig } from './fresh-config';

/** Training of detectors on the built-in source domain, or on a data set. */
export function trainingHandlers(bench: Workbench): Pick<Handlers, 'estimateTraining' | 'train'> {
  return {
    estimateTraining: async (request, context) => {
      checkTraining(request);
      await bench.models.current();
      return bench.lane.courtesy(context.signal, async (signal) => {
        // The model may be another one when the turn comes.
        const pictures = bench.openPictures();
        const open = async () =>
          openProbe(
            await bench.models.current(),
            request,
            trainingImages(request, bench.dataSets, () => undefined),
            pictures.make,
          );
        const opening = bench.computeLast(signal, open);
        try {
          const { trainer, factor } = await opening;
          const interruption = createInterruption(() => signal.throwIfAborted(), bench.lane);
          const measured = await timedSteps(
            request.config.steps - trainer.stepsDone,
            (work) => bench.computeLast(signal, work),
            () => trainer.step(interruption),
          );
          return { secondsPerStep: measured.secondsPerStep * factor, seconds: measured.seconds * factor };
        } finally {
          pictures.close();
          await opening.then(
            ({ trainer }) => bench.lane.run(() => trainer.dispose()),
            () => undefined,
          );
        }
      });
    },

    train: ({ training, checkpointEvery, validation }, { gate, signal, emit }) =>
      bench.lane.job(
        'training',
        () => gate.stopped,
        async () => {
          checkTraining(training);
          if (validation !== null) checkValidation(validation);
          const model = await bench.models.current();
          const images = trainingImages(training, bench.dataSets, (error) =>
            emit({
              kind: 'unreadable',
              image: { dataSet: training.dataSet?.id ?? '', reason: toErrorRecord(error).message },
            }),
          );
          const pictures = bench.openPictures();
          const opening = bench.compute(() => openTrainer(model, training, images, pictures.make));
          const trainer = await gate.unlessStopped(opening).catch((error: unknown) => {
            pictures.close();
            throw error;
          });
          if (trainer === null) {
            // It is freed when it is there; nobody waits for that.
            void opening.then(
              (late) => bench.lane.run(() => late.dispose()),
              () => undefined,
            );
            pictures.close();
            throw cancelled();
          }
          const interruption = createInterruption(() => gate.check(), bench.lane);
          const batcher = new StepBatcher<TrainingStep>((steps) => {
            const rows = trainingRows(steps);
            emit({ kind: 'steps', rows }, [rows.values.buffer]);
          });
          const clock = new CheckpointClock();
          const save = async () => {
            if (checkpointEvery === null || clock.idle) return;
            batcher.flush();
            await clock.save(async () => {
              const checkpoint = await bench.compute(() => trainer.checkpoint());
              emit({ kind: 'checkpoint', checkpoint, steps: trainer.stepsDone }, [checkpoint.buffer]);
            });
          };
          /** Whether a checkpoint is wanted after so many steps. */
          const due = (done: number) =>
            gate.takeSaveWish() ||
            (checkpointEvery === 'timed' ? clock.due : done % (checkpointEvery ?? Infinity) === 0);
          const { steps } = training.config;
          /** Tells AP as it is after so many steps, unless the run is stopped meanwhile. */
          const tellAp = async () => {
            if (validation === null) return;
            batcher.flush();
            const test = images.validation(trainer.detector.config.classes, validation.images);
            const map50 = test && (await meanAp(bench, trainer, test.images, gate));
            if (map50 === null) return;
            const watched = images.watched(validation.images);
            const watchedMap50 = watched && (await meanAp(bench, trainer, watched, gate));
            if (watched && watchedMap50 === null) return;
            const point = { steps: trainer.stepsDone, map50, ...(watchedMap50 === null ? {} : { watchedMap50 }) };
            emit({ kind: 'validation', point });
          };
          /** As many steps as the gate lets through. A step that is ended early has not happened. */
          const takeSteps = async () => {
            // A step that was asked for together with the training is the first one, not the second.
            await yieldToMessages();
            if (trainer.stepsDone === 0) await tellAp();
            while (trainer.stepsDone < steps) {
              if (gate.holds) {
                batcher.flush();
                await save();
              }
              if (!(await gate.next())) break;
              batcher.add(await bench.compute(() => trainer.step(interruption)));
              clock.step();
              const { stepsDone } = trainer;
              if (validation !== null && (stepsDone % validation.every === 0 || stepsDone === steps)) await tellAp();
              if (due(stepsDone)) await save();
              await yieldToMessages();
            }
          };
          try {
            await gate.untilStopped(takeSteps());
            signal.throwIfAborted();
            if (trainer.stepsDone < steps) await save();
            const provenance = await describe(bench, model, training, images, trainer.stepsDone);
            const bytes = await bench.compute(() => trainer.detectorFile(provenance));
            const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
            const detector = await model.detectors.add(training.name, file);
            return { detector, file, steps: trainer.stepsDone, stopped: trainer.stepsDone < steps };
          } finally {
            pictures.close();
            batcher.flush();
            await bench.lane.run(() => trainer.dispose());
          }
        },
      ),
  };
}

/** Mean AP on these images; null where the run was stopped meanwhile. */
async function meanAp(
  bench: Workbench,
  trainer: Trainer,
  images: AnnotatedImages,
  gate: StepGate,
): Promise<number | null> {
  const stop = new AbortController();
  const detector: typeof trainer.detector = {
    config: trainer.detector.config,
    detect: async (image, featureOffset) => {
      if (gate.stopped) stop.abort();
      const raw = await bench.compute(() => trainer.detector.detect(image, featureOffset));
      await yieldToMessages();
      return raw;
    },
  };
  try {
    const evaluated: EvaluatedImage[] = [];
    await evaluateDetector(detector, images, {
      signal: stop.signal,
      onImage: (_, rows) => evaluated.push(fromImageRows(rows)),
    });
    return evaluateMetric(evaluated, detector.config.classes.length, 'voc2007').mean;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  }
}

/** A training whose steps take so many times less than those that are asked for; one that goes on is measured as it is. */
async function openProbe(
  model: LoadedModel,
  request: TrainingRequest,
  data: TrainingImages,
  makePicture: MakePicture,
): Promise<{ readonly trainer: Trainer; readonly factor: number }> {
  if (request.start.kind === 'checkpoint')
    return { trainer: await openTrainer(model, request, data, makePicture), factor: 1 };
  const { architecture } = model.visualWeights;
  const start = await startOf(model, request.start, data, request.config);
  const { detectorConfig, config, factor } = trainingProbe(architecture, start.detectorConfig, request.config);
  const trainer = await trainerFrom(model, { ...start, detectorConfig }, { ...request, config }, data, makePicture);
  return { trainer, factor };
}

async function openTrainer(
  model: LoadedModel,
  request: TrainingRequest,
  data: TrainingImages,
  makePicture: MakePicture,
): Promise<Trainer> {
  const { start, config } = request;
  const trainer = await trainerFrom(model, await startOf(model, start, data, config), request, data, makePicture);
  try {
    if (start.kind === 'checkpoint') await trainer.restore(start.checkpoint);
    return trainer;
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}

async function trainerFrom(
  model: LoadedModel,
  { detectorConfig, detectorWeights }: TrainingStart,
  { config, learned }: TrainingRequest,
  data: TrainingImages,
  makePicture: MakePicture,
): Promise<Trainer> {
  return createTrainer({
    visualWeights: model.visualWeights,
    detectorWeights,
    detectorConfig,
    classEmbeddings: await model.detectors.classEmbeddings(detectorConfig),
    config,
    images: data.train(detectorConfig.classes),
    makePicture,
    onUnreadable: data.onUnreadable,
    learned,
  });
}

interface TrainingStart {
  readonly detectorConfig: DetectorConfig;
  readonly detectorWeights: NamedWeights | null;
}

async function startOf(
  model: LoadedModel,
  start: TrainingRequest['start'],
  data: TrainingImages,
  config: TrainingConfig,
): Promise<TrainingStart> {
  switch (start.kind) {
    case 'clip':
      return { detectorConfig: detectorAtSize(freshConfig(model, data, start.head), config), detectorWeights: null };
    case 'scratch': {
      const detectorConfig = detectorAtSize(freshConfig(model, data, start.head), config);
      const images = withoutUnreadable(data.train(detectorConfig.classes), data.onUnreadable);
      const sample: RgbImage[] = [];
      for (let i = 0; i < Math.min(scratchImages, images.length); i++) sample.push((await images.at(i)).image);
      const weights = await scratchDetectorWeights(model.visualWeights, detectorConfig, sample, config.seed);
      return { detectorConfig, detectorWeights: weights };
    }
    case 'detector': {
      const { config: own, weights } = await model.detectors.open(start.name);
      return { detectorConfig: detectorAtSize(own, config), detectorWeights: weights };
    }
    case 'checkpoint':
      return startOf(model, start.from, data, config);
    default:
      return start satisfies never;
  }
}

async function describe(
  bench: Workbench,
  model: LoadedModel,
  { title, start, config, learned }: TrainingRequest,
  { description }: TrainingImages,
  steps: number,
): Promise<Readonly<Record<string, string>>> {
  const backend = await bench.backend.ensure();
  return {
    title,
    trainedOn: description,
    start: describeStart(start.kind === 'checkpoint' ? start.from : start),
    steps: String(steps),
    seed: String(config.seed),
    config: JSON.stringify(config),
    targetPrompts: JSON.stringify(learnedPrompts(learned)),
    model: model.info().name,
    modelHash: model.info().hash,
    backend: backend.name,
    adapter: backend.adapter ?? '',
    appVersion,
  };
}

function describeStart(start: FreshStart): string {
  return start.kind === 'detector' ? `detector ${start.name}` : start.kind;
}
