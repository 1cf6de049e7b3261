// `npm run bench`: what the README states about speed, measured on this machine, in one run; `-- --training`: a whole training in the page instead.
import { cpus } from 'node:os';
import { measureRate } from '../src/scenes';
import { secondsToFirstResult } from './bench/first-result';
import { wholeTraining } from './bench/whole-training';
import { openPage } from './page';
import { inPage } from './headless/in-page';
import { prepare } from './headless/model';

interface Speeds {
  readonly optimisation: { readonly targets: number; readonly crops: number; readonly iterationsPerSecond: number };
  readonly trainingSecondsPerStep: number;
  readonly detectionSecondsPerImage: number;
}

async function speeds(): Promise<{ readonly backend: string; readonly threads: number; readonly speeds: Speeds }> {
  const { page, close } = await openPage({});
  try {
    const { backend, model } = await prepare(page, 'wasm');
    const measured = await inPage(
      page,
      async (defaults: typeof model.optimisationDefaults): Promise<Speeds> => {
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
        const training = await playgroundEngine.estimateTraining({
          name: 'bench',
          title: 'bench',
          start: { kind: 'detector', name: 'baseline' },
          scenes: 8,
          learned: null,
          config: {
            steps: 10,
            imagesPerStep: 4,
            learningRate: 0.001,
            warmupSteps: 0,
            learningRateDrops: [],
            momentum: 0.9,
            weightDecay: 1e-4,
            gradientClip: 10,
            trainable: ['layer3', 'layer4', 'attnpool'],
            clipRateFactor: 1,
            method: 'none',
            augmentationProbability: 0,
            horizontalFlip: 0.5,
            seed: 1,
          },
        });
        const detect = () => playgroundEngine.detect(images[0]!, { detector: 'baseline', featureOffset: null });
        await detect();
        const before = performance.now();
        for (let round = 0; round < 5; round++) await detect();
        return {
          optimisation: {
            targets: targetPrompts.length,
            crops: defaults.cropsPerStep,
            iterationsPerSecond: 20 / (last - tenth),
          },
          trainingSecondsPerStep: training.secondsPerStep,
          detectionSecondsPerImage: (performance.now() - before) / 5000,
        };
      },
      model.optimisationDefaults,
    );
    return { backend: backend.name, threads: backend.threads, speeds: measured };
  } finally {
    await close();
  }
}

const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
const measured = process.argv.includes('--training')
  ? await wholeTraining()
  : {
      scenesPerSecond: measureRate(90, () => performance.now()),
      secondsToFirstLiveResult: await secondsToFirstResult(),
      ...(await speeds()),
    };
console.log(JSON.stringify({ ...machine, ...measured }, null, 1));
