import type { Page } from '@playwright/test';
import { cpus } from 'node:os';
import type { FreshStart, OptimisationDefaults } from '../../src/engine/engine';
import { measureRate } from '../../src/scenes';
import type { TrainingConfig } from '../../src/method/training-config';
import { ownDetector } from '../headless/detector';
import { inPage } from '../headless/in-page';
import type { Ready } from '../headless/model';
import { plainTraining } from '../plain-training';
import { secondsToFirstResult } from './first-result';

/** What the engine does in a second, or how long it takes, with the model and the backend that are ready. */
export interface Speeds {
  readonly optimisation: { readonly targets: number; readonly crops: number; readonly iterationsPerSecond: number };
  readonly trainingSecondsPerStep: number;
  /** Null where the model brings no detector. */
  readonly detectionSecondsPerImage: number | null;
}

/** What `npm run bench` and `headless bench` measure. */
export interface Measurements {
  readonly cpu: string | undefined;
  readonly cores: number;
  readonly scenesPerSecond: number;
  /** Of the built-in model, whichever model is ready. */
  readonly secondsToFirstLiveResult: number;
  readonly backend: string;
  readonly adapter: string | null;
  readonly threads: number;
  readonly speeds: Speeds;
}

/** @param chrome the browser for the first live result, which takes a page of its own */
export async function measure(page: Page, ready: Ready, chrome?: string): Promise<Measurements> {
  const { name, adapter, threads } = ready.backend;
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    scenesPerSecond: measureRate(90, () => performance.now()),
    secondsToFirstLiveResult: await secondsToFirstResult(chrome),
    backend: name,
    adapter,
    threads,
    speeds: await speeds(page, ready),
  };
}

/** A step of the built-in budget, without augmentation. */
const training: TrainingConfig = { ...plainTraining, steps: 10, imagesPerStep: 4 };

async function speeds(page: Page, { model }: Ready): Promise<Speeds> {
  return inPage(
    page,
    async (request: { defaults: OptimisationDefaults; training: TrainingConfig; detector: string | null }) => {
      const { defaults, detector } = request;
      const images = playgroundScenes(8);
      const targetPrompts = [
        'an image taken on a rain night',
        'an image taken on a fog day',
        'an image taken on a rain evening',
        'an image taken on a snow day',
      ];
      const seconds: number[] = [];
      await playgroundEngine.optimise(
        { ...defaults, sourcePrompt: 'an image taken during the day', targetPrompts, iterations: 30 },
        images,
        { onSteps: (steps) => seconds.push(...steps.map((step) => step.seconds)) },
      ).result;
      const [tenth = 0, last = 0] = [seconds[9], seconds[29]];
      void reportProgress('optimisation measured');
      const start: FreshStart = detector === null ? { kind: 'clip' } : { kind: 'detector', name: detector };
      const estimate = await playgroundEngine.estimateTraining({
        name: 'bench',
        title: 'bench',
        start,
        scenes: 8,
        learned: null,
        config: request.training,
      });
      void reportProgress('training measured');
      let detection: number | null = null;
      if (detector !== null) {
        const detect = () => playgroundEngine.detect(images[0]!, { detector, featureOffset: null });
        await detect();
        const before = performance.now();
        for (let round = 0; round < 5; round++) await detect();
        detection = (performance.now() - before) / 5000;
      }
      return {
        optimisation: {
          targets: targetPrompts.length,
          crops: defaults.cropsPerStep,
          iterationsPerSecond: 20 / (last - tenth),
        },
        trainingSecondsPerStep: estimate.secondsPerStep,
        detectionSecondsPerImage: detection,
      };
    },
    { defaults: model.optimisationDefaults, training, detector: ownDetector(model)?.name ?? null },
  );
}
